using System.Collections.Concurrent;
using System.Net.Sockets;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.KafkaProtocol.Tests.Security;
using LlmAnalytics.Testing;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>
/// A broker on loopback that does what a test says: the library's own codec and messages, from the other end of the wire. Answers ApiVersions and SASL by
/// itself; whatever else comes goes to <see cref="On"/>'s handlers, each on its own, so that answers may be late, out of order, or none.
/// </summary>
internal sealed class FakeBroker : LoopbackServer
{
    private readonly ConcurrentDictionary<ApiKey, Func<FakeRequest, Task>> _handlers = [];
    private readonly ConcurrentQueue<FakeRequest> _requests = [];
    private readonly ConcurrentQueue<Exception> _faults = [];

    public FakeBroker()
    {
        On(ApiKey.ApiVersions, AnswerVersionsAsync);
        On(ApiKey.SaslHandshake, AnswerHandshakeAsync);
        On(ApiKey.SaslAuthenticate, AnswerAuthenticateAsync);
        On(ApiKey.Metadata, EchoTopicsAsync);
        Accept();
    }

    /// <summary>What it says that it speaks; everything that the library knows by default.</summary>
    public ApiVersion[] Versions { get; set; } = [.. MessageCatalog.Entries.Select(entry => Range(entry.Api.Key, entry.Api.MinVersion, entry.Api.MaxVersion))];

    /// <summary>The newest ApiVersions that it knows; asked in a newer one, it answers UNSUPPORTED_VERSION in version 0 (KIP-511).</summary>
    public short NewestApiVersions { get; set; } = 4;

    /// <summary>Whether that answer says which versions of ApiVersions it knows; brokers before Kafka 2.4 don't.</summary>
    public bool NamesApiVersions { get; set; } = true;

    /// <summary>The server's side of each mechanism that the listener takes; empty for a listener without SASL.</summary>
    public Dictionary<string, Func<IFakeSasl>> Mechanisms { get; } = [];

    /// <summary>What it says about the end of a session.</summary>
    public TimeSpan SessionLifetime { get; set; }

    /// <summary>Awaited after each request, before the next is read: not completed, the broker reads nothing more on that connection.</summary>
    public Func<FakeRequest, Task> ReadOnAfter { get; set; } = _ => Task.CompletedTask;

    /// <summary>All requests that came, in order.</summary>
    public IReadOnlyList<FakeRequest> Requests => [.. _requests];

    public static ApiVersion Range(ApiKey key, short min, short max) => new() { ApiKey = (short)key, MinVersion = min, MaxVersion = max };

    /// <summary>Replaces how one kind of request is answered.</summary>
    public void On(ApiKey key, Func<FakeRequest, Task> handler) => _handlers[key] = handler;

    /// <summary>The default answer to Metadata: the topics that were asked for, by name.</summary>
    public static Task EchoTopicsAsync(FakeRequest request) => request.ReplyAsync(new MetadataResponse
    {
        Topics = [.. ((MetadataRequest)request.Message).Topics!.Select(topic => new MetadataTopic { Name = topic.Name })],
    });

    protected override async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        await using var stream = new NetworkStream(socket);
        using var connection = new FakeConnection(socket, stream);
        var frames = new FrameReader(stream, 64 << 20);
        var handling = new ConcurrentBag<Task>();
        try
        {
            while (await frames.ReadAsync(stopping) is { } frame)
            {
                var request = FakeRequest.Read(connection, frame, NewestApiVersions);
                _requests.Enqueue(request);
                handling.Add(HandleAsync(request, stopping));
                await ReadOnAfter(request).WaitAsync(stopping);
            }
        }
        catch (FrameSizeException)
        {
            // TLS on a plain port, say: it reads as a request of hundreds of megabytes, and a real broker hangs up too.
        }
        finally
        {
            connection.Close();
            await Task.WhenAll(handling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override ValueTask DisposeCoreAsync() =>
        _faults.IsEmpty ? base.DisposeCoreAsync() : throw new AggregateException("The test's own broker failed.", _faults);

    private async Task HandleAsync(FakeRequest request, CancellationToken stopping)
    {
        try
        {
            // A SASL listener takes nothing else before authentication, and says so by hanging up.
            if (Mechanisms.Count > 0 && !request.Connection.IsAuthenticated && request.Header.ApiKey is not (ApiKey.ApiVersions or ApiKey.SaslHandshake or ApiKey.SaslAuthenticate))
            {
                request.Connection.Close();
                return;
            }

            await _handlers[request.Header.ApiKey](request).WaitAsync(stopping);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client left, or the test is over.
        }
        catch (Exception fault)
        {
            _faults.Enqueue(fault);
            request.Connection.Reset();
        }
    }

    private Task AnswerVersionsAsync(FakeRequest request)
    {
        if (request.Header.ApiVersion <= NewestApiVersions)
        {
            return request.ReplyAsync(new ApiVersionsResponse { ApiKeys = Versions });
        }

        var own = NamesApiVersions ? new[] { Range(ApiKey.ApiVersions, 0, NewestApiVersions) } : [];
        return request.ReplyAsync(new ApiVersionsResponse { ErrorCode = ErrorCode.UnsupportedVersion, ApiKeys = own }, version: 0);
    }

    private Task AnswerHandshakeAsync(FakeRequest request)
    {
        var mechanism = ((SaslHandshakeRequest)request.Message).Mechanism;
        var error = Mechanisms.Count == 0 ? ErrorCode.IllegalSaslState
            : Mechanisms.ContainsKey(mechanism) ? ErrorCode.None
            : ErrorCode.UnsupportedSaslMechanism;
        request.Connection.Sasl = error == ErrorCode.None ? Mechanisms[mechanism]() : null;
        return request.ReplyAsync(new SaslHandshakeResponse { ErrorCode = error, Mechanisms = [.. Mechanisms.Keys] });
    }

    private Task AnswerAuthenticateAsync(FakeRequest request)
    {
        var step = request.Connection.Sasl!.Next(((SaslAuthenticateRequest)request.Message).AuthBytes);
        request.Connection.IsAuthenticated |= step.IsDone;
        return request.ReplyAsync(new SaslAuthenticateResponse
        {
            ErrorCode = step.Refusal is null ? ErrorCode.None : ErrorCode.SaslAuthenticationFailed,
            ErrorMessage = step.Refusal,
            AuthBytes = step.Answer,
            SessionLifetimeMs = step.IsDone ? (long)SessionLifetime.TotalMilliseconds : 0,
        });
    }
}
