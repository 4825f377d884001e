using System.Buffers.Binary;
using System.Net.Sockets;

namespace LlmAnalytics.Sandbox.LocalKafka;

/// <summary>
/// Asks one broker, in hand-made bytes, which brokers it knows as registered and alive: independent of the protocol code that
/// tests are about. Layout: Metadata request and response, version 1, https://kafka.apache.org/protocol#The_Messages_Metadata.
/// </summary>
internal static class BrokerProbe
{
    private const int MaximumAnswer = 1 << 20;

    // Size, api key 3 (Metadata), version 1, correlation id 1, client id "probe", an empty array: no topics.
    private static readonly byte[] MetadataRequest =
        [0, 0, 0, 19, 0, 3, 0, 1, 0, 0, 0, 1, 0, 5, .. "probe"u8, 0, 0, 0, 0];

    /// <summary>Ids of the brokers that the broker at the address knows; null where it can't be asked (yet).</summary>
    /// <param name="host">Host of a PLAINTEXT listener.</param>
    /// <param name="port">Its port.</param>
    /// <param name="wait">How long a broker may take to answer; a frozen one accepts and says nothing.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    public static async Task<IReadOnlySet<int>?> TryGetBrokersAsync(string host, int port, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(wait);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, deadline.Token).ConfigureAwait(false);
            var stream = client.GetStream();
            await stream.WriteAsync(MetadataRequest, deadline.Token).ConfigureAwait(false);
            var size = new byte[4];
            await stream.ReadExactlyAsync(size, deadline.Token).ConfigureAwait(false);
            var length = BinaryPrimitives.ReadInt32BigEndian(size);
            if (length is < 8 or > MaximumAnswer)
            {
                throw new InvalidDataException($"{host}:{port} answered Metadata with {length} bytes: not a Kafka broker?");
            }
            var answer = new byte[length];
            await stream.ReadExactlyAsync(answer, deadline.Token).ConfigureAwait(false);
            return ReadBrokers(answer);
        }
        catch (Exception down) when (down is SocketException or IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static HashSet<int> ReadBrokers(ReadOnlySpan<byte> answer)
    {
        var rest = answer[4..]; // correlation id
        var count = BinaryPrimitives.ReadInt32BigEndian(rest);
        rest = rest[4..];
        var brokers = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            brokers.Add(BinaryPrimitives.ReadInt32BigEndian(rest));
            rest = SkipString(rest[4..]); // host
            rest = SkipString(rest[4..]); // port, rack
        }
        return brokers;
    }

    private static ReadOnlySpan<byte> SkipString(ReadOnlySpan<byte> bytes) =>
        bytes[(2 + Math.Max((short)0, BinaryPrimitives.ReadInt16BigEndian(bytes)))..];
}
