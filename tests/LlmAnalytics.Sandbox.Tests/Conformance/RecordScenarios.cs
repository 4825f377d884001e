using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Tests.Kafka;

namespace LlmAnalytics.Sandbox.Tests.Conformance;

/// <summary>Records are written and read.</summary>
internal static class RecordScenarios
{
    public static IEnumerable<KeyValuePair<string, Func<Transcript, Task>>> All =>
    [
        new("records: produce and fetch", RoundAsync),
        new("records: wrong requests", WrongAsync),
        new("records: offsets by time", OffsetsAsync),
        new("records: an idempotent producer", IdempotentAsync),
    ];

    private static async Task RoundAsync(Transcript t)
    {
        await t.CreateAsync("k1");
        var id = await t.IdAsync("k1");
        var leader = await t.LeaderAsync("k1");
        foreach (var version in (short[])[3, 5, 7, 8, 9, 12])
        {
            await t.AskAsync($"produce v{version}", Produce("k1", Records.Batch("a", "b")), leader, version: version);
        }

        await t.AskAsync("produce v13", new ProduceRequest { Acks = -1, TimeoutMs = 5000, TopicData = [new() { TopicId = id, PartitionData = [new() { Records = Records.Batch("c") }] }] }, leader);
        foreach (var version in (short[])[4, 5, 7, 9, 11, 12])
        {
            await t.AskAsync($"fetch v{version}", Fetch("k1", 0), leader, version: version);
        }

        foreach (var version in (short[])[13, 16, 17, 18])
        {
            await t.AskAsync($"fetch v{version}", FetchById(id, 3), leader, version: version);
        }

        var committed = Fetch("k1", 12);
        committed.IsolationLevel = 1;
        await t.AskAsync("read committed", committed, leader, version: 12);
        await t.AskAsync("the end", Fetch("k1", 13), leader, version: 12);
        await t.AskAsync("epoch", new OffsetForLeaderEpochRequest { ReplicaId = -1, Topics = [new() { Topic = "k1", Partitions = [new() { CurrentLeaderEpoch = 0, LeaderEpoch = 0 }] }] }, leader);
        await t.AskAsync("log dirs", new DescribeLogDirsRequest { Topics = [new() { Topic = "k1", Partitions = [0] }] }, leader);
    }

    private static async Task WrongAsync(Transcript t)
    {
        await t.CreateOnAsync("k2", [2, 3, 1], ("max.message.bytes", "200"), ("min.insync.replicas", "3"));
        var leader = await t.LeaderAsync("k2");
        var other = leader % 3 + 1;
        var corrupt = Records.Batch("a");
        corrupt[^1] ^= 1;
        await t.AskAsync("unknown topic", Produce("k.no", Records.Batch("a")), leader, version: 12);
        await t.AskAsync("unknown partition", Produce("k2", Records.Batch("a"), 7), leader, version: 12);
        await t.AskAsync("not the leader", Produce("k2", Records.Batch("a")), other, version: 12);
        await t.AskAsync("too large", Produce("k2", Records.Batch(new string('x', 300))), leader, version: 12);
        await t.AskAsync("corrupt", Produce("k2", corrupt), leader, version: 12);
        var acks = Produce("k2", Records.Batch("a"));
        acks.Acks = 2;
        await t.AskAsync("acks 2", acks, leader, version: 12);
        await t.AskAsync("unknown id", new ProduceRequest { Acks = 1, TimeoutMs = 5000, TopicData = [new() { TopicId = Guid.Parse("00000000-0000-0000-0000-000000000123"), PartitionData = [new() { Records = Records.Batch("c") }] }] }, leader);
        await t.AskAsync("fetch of unknown", Fetch("k.no", 0), leader, version: 12);
        await t.AskAsync("fetch from another", Fetch("k2", 0), other, version: 11);
        await t.AskAsync("fetch out of range", Fetch("k2", 99), leader, version: 11);
        await t.AskAsync("fetch by unknown id", FetchById(Guid.Parse("00000000-0000-0000-0000-000000000123"), 0), leader);
        var stale = Fetch("k2", 0);
        stale.Topics[0].Partitions[0].CurrentLeaderEpoch = 5;
        await t.AskAsync("fetch with a later epoch", stale, leader, version: 12);
        await t.AskAsync("session", new FetchRequest { SessionId = 12345, SessionEpoch = 3, MaxWaitMs = 10, MinBytes = 1 }, leader, version: 12);
        await t.AskAsync("offsets of unknown", Transcript.Latest("k.no", 0), leader);
        await t.AskAsync("offsets of another", Transcript.Latest("k2", 0), other);
        await t.AskAsync("epoch of unknown", new OffsetForLeaderEpochRequest { ReplicaId = -1, Topics = [new() { Topic = "k2", Partitions = [new() { Partition = 5, LeaderEpoch = 0 }] }] }, leader);
    }

    private static async Task OffsetsAsync(Transcript t)
    {
        await t.CreateAsync("k3");
        var leader = await t.LeaderAsync("k3");
        foreach (var timestamp in (long[])[-1, -2, -3, -4, -5, 5])
        {
            await t.AskAsync($"empty, {timestamp}", Transcript.At("k3", 0, timestamp), leader);
        }

        await t.QuietlyAsync(Produce("k3", Records.Batch("a", "b", "c")), leader, version: 9);
        await t.QuietlyAsync(Produce("k3", Records.Batch("d", "e")), leader, version: 9);
        foreach (var timestamp in (long[])[-1, -2, -3, -4, -5, 5, Records.FirstTimestamp, Records.FirstTimestamp + 500, Records.FirstTimestamp + 2000, Records.FirstTimestamp + 2001, -9])
        {
            await t.AskAsync($"{timestamp}", Transcript.At("k3", 0, timestamp), leader);
        }

        foreach (var version in (short[])[1, 2, 4, 6])
        {
            await t.AskAsync($"version {version}", Transcript.At("k3", 0, -1), leader, version: version);
        }
    }

    private static async Task IdempotentAsync(Transcript t)
    {
        await t.CreateAsync("k4");
        var leader = await t.LeaderAsync("k4");
        var ask = new InitProducerIdRequest { TransactionalId = null, TransactionTimeoutMs = 60000 };
        await Transcript.UntilAsync(async () => (await t.QuietlyAsync(ask, leader)).ErrorCode == ErrorCode.None);
        var producer = await t.AskAsync("id", ask, leader);
        byte[] Batch(int sequence, params string[] values) => Records.Batch(producer.ProducerId, producer.ProducerEpoch, sequence, values);
        await t.AskAsync("first", Produce("k4", Batch(0, "a", "b")), leader, version: 12);
        await t.AskAsync("once more", Produce("k4", Batch(0, "a", "b")), leader, version: 12);
        await t.AskAsync("next", Produce("k4", Batch(2, "c")), leader, version: 12);
        await t.AskAsync("gap", Produce("k4", Batch(9, "d")), leader, version: 12);
        await t.AskAsync("end", Transcript.Latest("k4", 0), leader);
    }

    private static ProduceRequest Produce(string topic, byte[] records, int partition = 0) =>
        new() { Acks = -1, TimeoutMs = 5000, TransactionalId = null, TopicData = [new() { Name = topic, PartitionData = [new() { Index = partition, Records = records }] }] };

    private static FetchRequest Fetch(string topic, long offset) => new()
    {
        MaxWaitMs = 100,
        MinBytes = 1,
        MaxBytes = 100_000,
        Topics = [new() { Topic = topic, Partitions = [new() { FetchOffset = offset, PartitionMaxBytes = 100_000 }] }],
    };

    private static FetchRequest FetchById(Guid id, long offset)
    {
        var request = Fetch("", offset);
        request.Topics[0].TopicId = id;
        return request;
    }
}
