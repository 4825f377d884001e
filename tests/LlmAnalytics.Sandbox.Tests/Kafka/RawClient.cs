using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Sandbox.Tests.Kafka;

/// <summary>A client that negotiates nothing: any request in any version, and the answer with its bytes.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TcpClient _tcp = new() { NoDelay = true };
    private int _correlationId;

    /// <summary>The bytes of the last request, header and body, without the size before them.</summary>
    public byte[] LastRequest { get; private set; } = [];

    /// <summary>The bytes of the last answer, header and body, without the size before them.</summary>
    public byte[] LastResponse { get; private set; } = [];

    public static async Task<RawClient> ConnectAsync(string address, string? user = null)
    {
        var client = new RawClient();
        var parts = address.Split(':');
        await client._tcp.ConnectAsync(parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        if (user is not null)
        {
            await client.SendAsync(new SaslHandshakeRequest { Mechanism = "PLAIN" });
            var done = await client.SendAsync(new SaslAuthenticateRequest { AuthBytes = Encoding.UTF8.GetBytes($"\0{user}\0{user}-secret") });
            Assert.Equal(ErrorCode.None, done.ErrorCode);
        }

        return client;
    }

    /// <summary>Sends a request and reads the answer; the newest version where none is named.</summary>
    public async Task<T> SendAsync<T>(KafkaRequest<T> request, short? version = null)
        where T : KafkaMessage, new()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var api = request.Api;
        var v = version ?? api.MaxVersion;
        await WriteAsync(request, v, deadline.Token);
        var stream = _tcp.GetStream();
        var size = new byte[sizeof(int)];
        await stream.ReadExactlyAsync(size, deadline.Token);
        var frame = new byte[BinaryPrimitives.ReadInt32BigEndian(size)];
        await stream.ReadExactlyAsync(frame, deadline.Token);
        LastResponse = frame;

        var reader = new WireReader(frame, v, ResponseHeader.IsFlexible(api, v));
        Assert.Equal(_correlationId, reader.Read<ResponseHeader>().CorrelationId);
        reader = new WireReader(new ArraySegment<byte>(frame, frame.Length - reader.Remaining, reader.Remaining), v, api.IsFlexible(v));
        var response = reader.Read<T>();
        Assert.Equal(0, reader.Remaining);
        return response;
    }

    /// <summary>Sends a request and reads nothing.</summary>
    public async Task WriteAsync(KafkaMessage request, short version, CancellationToken cancellationToken)
    {
        var api = request.Api;
        var header = new WireWriter(version, api.IsFlexible(version));
        header.Write(new RequestHeader { ApiKey = api.Key, ApiVersion = version, CorrelationId = ++_correlationId, ClientId = "raw" });
        var body = new WireWriter(version, api.IsFlexible(version));
        body.Write(request);
        LastRequest = [.. header.Written.Span, .. body.Written.Span];
        var frame = new byte[sizeof(int) + LastRequest.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, LastRequest.Length);
        LastRequest.CopyTo(frame, sizeof(int));
        await _tcp.GetStream().WriteAsync(frame, cancellationToken);
    }

    /// <summary>Whether the broker hangs up.</summary>
    public async Task<bool> IsClosedByBrokerAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            return await _tcp.GetStream().ReadAsync(new byte[1], deadline.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return ValueTask.CompletedTask;
    }
}
