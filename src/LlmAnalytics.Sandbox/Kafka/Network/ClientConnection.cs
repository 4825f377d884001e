using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Faults;
using LlmAnalytics.Sandbox.Kafka.Handlers;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.Security;

namespace LlmAnalytics.Sandbox.Kafka.Network;

/// <summary>
/// The broker's end of a connection: one request after the other, as with Kafka's brokers, which read nothing from a client that they owe an answer.
/// That keeps the answers in order. What is no request ends the connection.
/// </summary>
internal sealed class ClientConnection(Socket socket, SimulatedListener listener, BrokerNode broker, BrokerServices services)
{
    // Kafka's socket.request.max.bytes.
    private const int MaxRequestBytes = 104_857_600;

    private readonly ClientSession _session = new(listener, ((IPEndPoint?)socket.RemoteEndPoint)?.Address.ToString() ?? "127.0.0.1");

    /// <summary>Serves the client until it leaves or the broker stops.</summary>
    public async Task ServeAsync(CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            socket.NoDelay = true;
            var stream = new NetworkStream(socket, ownsSocket: false);
            await using (stream.ConfigureAwait(false))
            {
                var frames = new FrameReader(stream, MaxRequestBytes);
                while (!_session.IsClosing && await frames.ReadAsync(stopping).ConfigureAwait(false) is { } frame)
                {
                    if (!await AnswerAsync(frame, stream, stopping).ConfigureAwait(false))
                    {
                        break;
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or WireFormatException or FrameSizeException)
        {
            // The client left, the broker stops, or the client speaks something else: a broker closes the connection, and so does the end of this method.
        }
        finally
        {
            Close();
        }
    }

    private async ValueTask<bool> AnswerAsync(ArraySegment<byte> frame, NetworkStream stream, CancellationToken stopping)
    {
        await broker.Faults.WhileFrozenAsync(stopping).ConfigureAwait(false);
        if (_session is { IsSaslBare: true, Sasl: { } exchange })
        {
            return await ContinueSaslAsync(exchange, frame, stream, stopping).ConfigureAwait(false);
        }

        var request = ServerRequest.Read(frame);
        if (request is null || (!_session.IsAuthenticated && request.Header.ApiKey is not (ApiKey.ApiVersions or ApiKey.SaslHandshake or ApiKey.SaslAuthenticate)))
        {
            return false;
        }

        var response = await HandleAsync(request, stopping).ConfigureAwait(false);
        if (broker.Faults.Delay is { Ticks: > 0 } delay)
        {
            await Task.Delay(delay, stopping).ConfigureAwait(false);
        }

        await broker.Faults.WhileFrozenAsync(stopping).ConfigureAwait(false);
        if (response is null)
        {
            return true;
        }

        var bytes = request.Frame(response);
        if (broker.Faults.TakeCut(request.Header.ApiKey))
        {
            await stream.WriteAsync(bytes[..(bytes.Length / 2)], stopping).ConfigureAwait(false);
            return false;
        }

        await stream.WriteAsync(bytes, stopping).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<KafkaMessage?> HandleAsync(ServerRequest request, CancellationToken stopping)
    {
        if (request.Message is not { } message)
        {
            return ApiVersionsHandler.Unsupported();
        }

        var error = broker.Faults.TakeError(request.Header.ApiKey);
        if (error != ErrorCode.None && request.NewResponse() is var failed && ErrorInjector.HasOwnCode(failed))
        {
            ErrorInjector.Apply(failed, error);
            return failed;
        }

        var context = new RequestContext(services, broker.Id, broker.View, _session, request.Header, isDryRun: error != ErrorCode.None);
        var response = await HandlerTable.Find(request.Header.ApiKey)!(context, message, stopping).ConfigureAwait(false);
        if (error != ErrorCode.None && response is not null)
        {
            ErrorInjector.Apply(response, error);
        }

        return response;
    }

    private async ValueTask<bool> ContinueSaslAsync(ISaslServer exchange, ArraySegment<byte> token, NetworkStream stream, CancellationToken stopping)
    {
        var step = exchange.Next([.. token]);
        if (step.Refusal is not null)
        {
            return false;
        }

        if (step.UserName is { } userName)
        {
            _session.Authenticate(userName);
            _session.Sasl = null;
        }

        var frame = new byte[sizeof(int) + step.Answer.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, step.Answer.Length);
        step.Answer.CopyTo(frame, sizeof(int));
        await stream.WriteAsync(frame, stopping).ConfigureAwait(false);
        return true;
    }

    private void Close()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The client was faster: closed is closed.
        }

        socket.Dispose();
    }
}
