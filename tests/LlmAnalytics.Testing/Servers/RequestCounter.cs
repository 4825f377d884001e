using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace LlmAnalytics.Testing;

/// <summary>The head of a request that went to a broker.</summary>
/// <param name="ApiKey">Kafka's number of the request: 3 Metadata, 18 ApiVersions, 19 CreateTopics ...</param>
/// <param name="ApiVersion">Its version.</param>
/// <param name="CorrelationId">The client's number of it on its connection.</param>
/// <param name="Size">Bytes after the size field.</param>
public readonly record struct RecordedRequest(short ApiKey, short ApiVersion, int CorrelationId, int Size);

/// <summary>
/// A <see cref="DelayProxy"/> in front of a PLAINTEXT listener that records every request on its way to the broker.
/// </summary>
public sealed class RequestCounter : DelayProxy
{
    private readonly ConcurrentQueue<RecordedRequest> requests = [];

    /// <inheritdoc cref="DelayProxy(string, int, int)"/>
    public RequestCounter(string targetHost, int targetPort, int port = 0)
        : base(targetHost, targetPort, port)
    {
    }

    /// <summary>All requests since the start or the last <see cref="Clear"/>, in order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. requests];

    /// <summary>Number of requests of one kind.</summary>
    public int Count(short apiKey) => requests.Count(request => request.ApiKey == apiKey);

    /// <summary>Forgets the requests so far.</summary>
    public void Clear() => requests.Clear();

    /// <inheritdoc/>
    protected override Action<ReadOnlyMemory<byte>> ObserveConnection() => new FrameReader(requests).Read;

    // Request frame: int32 size, then int16 api key, int16 version, int32 correlation id, ... (any chunking).
    private sealed class FrameReader(ConcurrentQueue<RecordedRequest> requests)
    {
        private const int HeadLength = 12;
        private readonly byte[] head = new byte[HeadLength];
        private int filled;
        private long bodyLeft;

        public void Read(ReadOnlyMemory<byte> chunk)
        {
            var rest = chunk.Span;
            while (rest.Length > 0)
            {
                if (bodyLeft > 0)
                {
                    var skipped = (int)Math.Min(bodyLeft, rest.Length);
                    bodyLeft -= skipped;
                    rest = rest[skipped..];
                    continue;
                }
                var taken = Math.Min(HeadLength - filled, rest.Length);
                rest[..taken].CopyTo(head.AsSpan(filled));
                filled += taken;
                rest = rest[taken..];
                if (filled == HeadLength)
                {
                    Record();
                }
            }
        }

        private void Record()
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(head);
            requests.Enqueue(new RecordedRequest(
                BinaryPrimitives.ReadInt16BigEndian(head.AsSpan(4)),
                BinaryPrimitives.ReadInt16BigEndian(head.AsSpan(6)),
                BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(8)),
                size));
            bodyLeft = Math.Max(0, size - (HeadLength - 4));
            filled = 0;
        }
    }
}
