using System.Buffers.Binary;
using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>A request that waits for its response.</summary>
internal abstract class PendingRequest
{
    /// <summary>Whether the caller has stopped waiting.</summary>
    public abstract bool IsAbandoned { get; }

    public abstract void Complete(ArraySegment<byte> frame, ServerEndPoint endPoint);

    public abstract void Fail(Exception failure);

    public abstract void Cancel(CancellationToken cancellationToken);
}

/// <inheritdoc cref="PendingRequest"/>
internal sealed class PendingRequest<TResponse>(ApiSpec api, short version) : PendingRequest
    where TResponse : KafkaMessage, new()
{
    // Continuations must not run on the receiving loop: one slow caller would hold up all others of the connection.
    private readonly TaskCompletionSource<TResponse> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResponse> Response => _response.Task;

    public override bool IsAbandoned => _response.Task.IsCanceled;

    public override void Complete(ArraySegment<byte> frame, ServerEndPoint endPoint)
    {
        if (_response.Task.IsCompleted)
        {
            return; // cancelled meanwhile
        }

        try
        {
            var header = new WireReader(frame, version: 0, ResponseHeader.IsFlexible(api, version));
            header.Read<ResponseHeader>();
            var bodyVersion = BodyVersion(frame);
            var body = header.Continue(bodyVersion, api.IsFlexible(bodyVersion));
            var response = body.Read<TResponse>();
            if (body.Remaining > 0)
            {
                throw new WireFormatException($"{body.Remaining} bytes too many.");
            }

            _response.TrySetResult(response);
        }
        catch (WireFormatException e)
        {
            _response.TrySetException(new BrokerConnectionException(
                ConnectionFailure.MalformedResponse, endPoint, $"{endPoint} answered {api.Key} version {version} with what can't be decoded. {e.Message}", e)
            {
                RequestMayHaveBeenReceived = true,
            });
        }
    }

    public override void Fail(Exception failure) => _response.TrySetException(failure);

    public override void Cancel(CancellationToken cancellationToken) => _response.TrySetCanceled(cancellationToken);

    /// <summary>A broker that doesn't know the version of an ApiVersions request says so in version 0, whatever it was asked in (KIP-511).</summary>
    private short BodyVersion(ArraySegment<byte> frame) =>
        api.Key == ApiKey.ApiVersions
        && frame.Count >= 6
        && (ErrorCode)BinaryPrimitives.ReadInt16BigEndian(frame.AsSpan(4)) == ErrorCode.UnsupportedVersion
            ? (short)0
            : version;
}
