using System.Diagnostics;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Bench;

/// <summary>Encodes and decodes a Metadata response of 100,000 partitions.</summary>
internal static class CodecBenchmark
{
    private const int TopicCount = 1000;
    private const int PartitionsPerTopic = 100;
    private const int BrokerCount = 100;
    private const short Version = 12;

    public static Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var response = Response();
        var bytes = Encode(response);
        Samples encode = new(), decode = new(), encodeBytes = new(), decodeBytes = new();
        for (var run = -10; run < (options.Runs ?? 50); run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (encodeTime, encodeAllocated) = Measure(() => Encode(response));
            var (decodeTime, decodeAllocated) = Measure(() => Decode(bytes));
            if (run >= 0)
            {
                encode.Add(encodeTime);
                decode.Add(decodeTime);
                encodeBytes.Add(encodeAllocated);
                decodeBytes.Add(decodeAllocated);
            }
        }

        if (!Encode(Decode(bytes)).AsSpan().SequenceEqual(bytes))
        {
            throw new InvalidOperationException("What was decoded doesn't encode to the same bytes.");
        }

        var table = new Table("what", "median ms", "min", "max", "runs", "MB/s", "allocated bytes", "a byte of the frame", "a partition");
        Add(table, "encode", encode, encodeBytes, bytes.Length);
        Add(table, "decode", decode, decodeBytes, bytes.Length);
        Console.WriteLine($"Metadata response version {Version}: {TopicCount * PartitionsPerTopic:N0} partitions, {bytes.Length:N0} bytes");
        table.Print();
        Console.WriteLine($"decode : encode {Samples.Format(decode.Median / encode.Median)}x");
        return Task.CompletedTask;
    }

    private static void Add(Table table, string what, Samples time, Samples allocated, int size) => table.Add(
    [
        what, .. time.Cells(), Samples.Format(size / time.Median / 1000), $"{allocated.Median:N0}", Samples.Format(allocated.Median / size),
        Samples.Format(allocated.Median / (TopicCount * PartitionsPerTopic)),
    ]);

    private static (TimeSpan Elapsed, long Allocated) Measure(Func<object> work)
    {
        // A collection in the middle would be of what earlier runs left behind.
        GC.Collect();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var startedAt = Stopwatch.GetTimestamp();
        var result = work();
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        GC.KeepAlive(result);
        return (elapsed, allocated);
    }

    private static byte[] Encode(MetadataResponse response)
    {
        var writer = new WireWriter(Version, isFlexible: true);
        writer.Write(response);
        return writer.Written.ToArray();
    }

    private static MetadataResponse Decode(byte[] bytes) => new WireReader(bytes, Version, isFlexible: true).Read<MetadataResponse>();

    private static MetadataResponse Response() => new()
    {
        ClusterId = "5L6g3nShT-eMCtK--X86sw",
        ControllerId = 1,
        Brokers = [.. Enumerable.Range(1, BrokerCount).Select(id => new MetadataBroker { NodeId = id, Host = $"broker-{id}.kafka.svc.cluster.local", Port = 9092, Rack = $"zone-{id % 3}" })],
        Topics = [.. Enumerable.Range(0, TopicCount).Select(topic => new MetadataTopic
        {
            Name = $"llm-benchmark-topic-{topic:0000}",
            TopicId = new Guid(topic, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
            TopicAuthorizedOperations = int.MinValue,
            Partitions = [.. Enumerable.Range(0, PartitionsPerTopic).Select(partition => Partition(topic, partition))],
        })],
    };

    private static MetadataPartition Partition(int topic, int partition)
    {
        int[] replicas = [.. Enumerable.Range(topic + partition, 3).Select(broker => 1 + (broker % BrokerCount))];
        return new MetadataPartition { PartitionIndex = partition, LeaderId = replicas[0], LeaderEpoch = 7, ReplicaNodes = replicas, IsrNodes = replicas };
    }
}
