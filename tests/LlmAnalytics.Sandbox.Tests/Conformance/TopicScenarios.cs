using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Sandbox.Tests.Conformance;

/// <summary>Topics are created, extended, described and deleted.</summary>
internal static class TopicScenarios
{
    public static IEnumerable<KeyValuePair<string, Func<Transcript, Task>>> All =>
    [
        new("topics: create", CreateAsync),
        new("topics: wrong creates", CreateWrongAsync),
        new("topics: assigned replicas", AssignAsync),
        new("topics: delete", DeleteAsync),
        new("topics: more partitions", ExtendAsync),
        new("topics: metadata", DescribeAsync),
    ];

    private static async Task CreateAsync(Transcript t)
    {
        await t.AskAsync("validate", Create(new CreatableTopic { Name = "c1", NumPartitions = 3, ReplicationFactor = 3, Configs = [Setting("retention.ms", "1000")] }, validateOnly: true));
        await t.AskAsync("create", Create(new CreatableTopic { Name = "c1", NumPartitions = 3, ReplicationFactor = 3, Configs = [Setting("retention.ms", "1000"), Setting("cleanup.policy", "compact,delete")] }));
        await t.ServingAsync("c1");
        await t.AskAsync("defaults", Create(new CreatableTopic { Name = "c2", NumPartitions = -1, ReplicationFactor = -1 }));
        await t.ServingAsync("c2");
        await t.AskAsync("again", Create(new CreatableTopic { Name = "c1", NumPartitions = 3, ReplicationFactor = 3 }));
        await t.AskAsync("metadata", new MetadataRequest { Topics = [new() { Name = "c1" }, new() { Name = "c2" }] });
        await t.AskAsync("version 4", Create(new CreatableTopic { Name = "c3", NumPartitions = 1, ReplicationFactor = 1 }), version: 4);
        await t.AskAsync("version 2", Create(new CreatableTopic { Name = "c3", NumPartitions = 1, ReplicationFactor = 1 }), version: 2);
    }

    private static async Task CreateWrongAsync(Transcript t)
    {
        await t.CreateAsync("w.taken");
        CreatableTopic[] wrong =
        [
            Topic("w.taken"), Topic("w_taken"), Topic(""), Topic("."), Topic(".."), Topic("sp ace"), Topic("slash/x"), Topic(new string('a', 250)), Topic("__cluster_metadata"),
            Topic("w1", replicas: 4), Topic("w2", replicas: 0), Topic("w3", replicas: -2), Topic("w4", partitions: 0), Topic("w5", partitions: -2), Topic("w5b", partitions: 0, replicas: 0),
            Topic("w6", settings: Setting("no.such.setting", "1")), Topic("w7", settings: Setting("retention.ms", "abc")), Topic("w8", settings: Setting("retention.ms", "-2")),
            Topic("w9", settings: Setting("retention.ms", null)), Topic("w10", settings: Setting("cleanup.policy", "shred")), Topic("w11", settings: Setting("compression.type", "rar")),
            Topic("w12", settings: Setting("min.cleanable.dirty.ratio", "1.5")), Topic("w13", settings: Setting("preallocate", "maybe")), Topic("w14", settings: Setting("min.insync.replicas", "0")),
            Topic("w15", settings: Setting("max.message.bytes", "99999999999")), Topic("w16", settings: Setting("segment.bytes", "10")), Topic("w17", settings: Setting("message.timestamp.type", "Never")),
            Topic("w18", settings: Setting("cleanup.policy", "")), Topic("w19", settings: Setting("retention.ms", " 5 ")), Topic("w20", settings: Setting("compression.gzip.level", "77")),
            Topic("w21", settings: [Setting("retention.ms", "1"), Setting("retention.ms", "2")]), Topic("w22", replicas: 4, settings: Setting("retention.ms", "abc")),
            Topic("w23", settings: Setting("leader.replication.throttled.replicas", "x:y")), Topic("w24", settings: Setting("segment.ms", "0")),
            Topic("w25", settings: Setting("min.insync.replicas", "5")), Topic("w26", settings: Setting("max.message.bytes", "-1")),
            Topic("w27", settings: Setting("min.cleanable.dirty.ratio", "-0.5")), Topic("w28", settings: Setting("local.retention.ms", "-3")),
        ];
        foreach (var topic in wrong)
        {
            await t.AskAsync($"{topic.Name} {topic.NumPartitions} {topic.ReplicationFactor} {string.Join(",", topic.Configs.Select(c => $"{c.Name}={c.Value}"))}", Create(topic, validateOnly: true));
        }

        await t.AskAsync("twice in one request", Create([Topic("w.twice"), Topic("w.twice"), Topic("w.fine")], validateOnly: true));
        await t.AskAsync("colliding within one request", Create([Topic("w.a_b"), Topic("w.a.b")], validateOnly: true));
        await t.AskAsync("nothing", Create([], validateOnly: false));
    }

    private static async Task AssignAsync(Transcript t)
    {
        await t.AskAsync("assigned", Create(Assigned("a1", (0, [2, 1]), (1, [1, 3]))));
        await t.ServingAsync("a1");
        await t.AskAsync("metadata", new MetadataRequest { Topics = [new() { Name = "a1" }] });
        await t.AskAsync("broker 9", Create(Assigned("a2", (0, [1, 9])), validateOnly: true));
        await t.AskAsync("twice", Create(Assigned("a3", (0, [1, 1])), validateOnly: true));
        await t.AskAsync("none", Create(Assigned("a4", (0, [])), validateOnly: true));
        await t.AskAsync("gap", Create(Assigned("a5", (0, [1]), (2, [1])), validateOnly: true));
        await t.AskAsync("uneven", Create(Assigned("a6", (0, [1]), (1, [1, 2])), validateOnly: true));
        await t.AskAsync("same partition", Create(Assigned("a7", (0, [1]), (0, [2])), validateOnly: true));
        var both = Assigned("a8", (0, [1]));
        both.NumPartitions = 1;
        await t.AskAsync("with a count", Create(both, validateOnly: true));
        both = Assigned("a9", (0, [1]));
        both.ReplicationFactor = 1;
        await t.AskAsync("with a factor", Create(both, validateOnly: true));
    }

    private static async Task DeleteAsync(Transcript t)
    {
        await t.CreateAsync("d1");
        await t.CreateAsync("d2");
        var id = await t.IdAsync("d2");
        await t.AskAsync("unknown name", Delete(new DeleteTopicState { Name = "d.no" }));
        await t.AskAsync("unknown id", Delete(new DeleteTopicState { TopicId = Guid.Parse("00000000-0000-0000-0000-000000000123") }));
        await t.AskAsync("nothing named", Delete(new DeleteTopicState()));
        await t.AskAsync("both named", Delete(new DeleteTopicState { Name = "d1", TopicId = id }));
        await t.AskAsync("twice", Delete(new DeleteTopicState { Name = "d1" }, new DeleteTopicState { Name = "d1" }));
        await t.AskAsync("by name", Delete(new DeleteTopicState { Name = "d1" }));
        await t.AskAsync("by id", Delete(new DeleteTopicState { TopicId = id }));
        await t.GoneAsync("d1");
        await t.GoneAsync("d2");
        await t.AskAsync("metadata", new MetadataRequest { Topics = [new() { Name = "d1" }, new() { Name = null, TopicId = id }] });
        await t.CreateAsync("d3");
        await t.AskAsync("version 4", new DeleteTopicsRequest { TopicNames = ["d3", "d.no"] }, version: 4);
    }

    private static async Task ExtendAsync(Transcript t)
    {
        await t.CreateAsync("p1", 2);
        CreatePartitionsRequest Extend(string name, int count, params int[][]? assignments) => new()
        {
            Topics = [new() { Name = name, Count = count, Assignments = assignments is { Length: > 0 } ? [.. assignments.Select(ids => new CreatePartitionsAssignment { BrokerIds = ids })] : null }],
        };
        await t.AskAsync("unknown", Extend("p.no", 3));
        await t.AskAsync("same", Extend("p1", 2));
        await t.AskAsync("fewer", Extend("p1", 1));
        await t.AskAsync("none", Extend("p1", 0));
        await t.AskAsync("too few assignments", Extend("p1", 4, [1, 2, 3]));
        await t.AskAsync("too many assignments", Extend("p1", 3, [1, 2, 3], [1, 2, 3]));
        await t.AskAsync("fewer replicas", Extend("p1", 3, [1, 2]));
        await t.AskAsync("broker 9", Extend("p1", 3, [1, 2, 9]));
        await t.AskAsync("twice a broker", Extend("p1", 3, [1, 2, 2]));
        var request = Extend("p1", 3);
        request.ValidateOnly = true;
        await t.AskAsync("validate", request);
        await t.AskAsync("twice in one request", new CreatePartitionsRequest { Topics = [new() { Name = "p1", Count = 3 }, new() { Name = "p1", Count = 4 }] });
        await t.AskAsync("extend", Extend("p1", 3, [3, 1, 2]));
        await t.ServingAsync("p1", 3);
        await t.AskAsync("metadata", new MetadataRequest { Topics = [new() { Name = "p1" }] });
    }

    private static async Task DescribeAsync(Transcript t)
    {
        await t.CreateAsync("m1", 2);
        var id = await t.IdAsync("m1");
        await t.AskAsync("none", new MetadataRequest { Topics = [] });
        await t.AskAsync("by id", new MetadataRequest { Topics = [new() { Name = null, TopicId = id }], IncludeTopicAuthorizedOperations = true });
        await t.AskAsync("unknown id", new MetadataRequest { Topics = [new() { Name = null, TopicId = Guid.Parse("00000000-0000-0000-0000-000000000123") }] });
        await t.AskAsync("unknown name", new MetadataRequest { Topics = [new() { Name = "m.no" }, new() { Name = "bad name" }, new() { Name = "__consumer_offsets_x" }], AllowAutoTopicCreation = true });
        foreach (var version in (short[])[0, 1, 2, 4, 5, 7, 8, 9, 10, 11, 12])
        {
            await t.AskAsync($"version {version}", new MetadataRequest { Topics = [new() { Name = "m1" }, new() { Name = "m.no" }], IncludeTopicAuthorizedOperations = true, IncludeClusterAuthorizedOperations = true }, version: version);
        }

        DescribeTopicPartitionsRequest Describe(int limit, params string[] names) => new() { Topics = [.. names.Select(name => new DescribeTopicPartitionsTopic { Name = name })], ResponsePartitionLimit = limit };
        await t.AskAsync("partitions", Describe(100, "m1", "m.no", "bad name"));
        await t.AskAsync("a page", Describe(1, "m1"));
        var next = Describe(5, "m1");
        next.Cursor = new TopicPartitionsCursor { TopicName = "m1", PartitionIndex = 1 };
        await t.AskAsync("the next page", next);
    }

    private static CreateTopicsRequest Create(CreatableTopic topic, bool validateOnly = false) => Create([topic], validateOnly);

    private static CreateTopicsRequest Create(CreatableTopic[] topics, bool validateOnly) => new() { Topics = topics, ValidateOnly = validateOnly };

    private static DeleteTopicsRequest Delete(params DeleteTopicState[] topics) => new() { Topics = topics };

    private static CreatableTopic Topic(string name, int partitions = 1, short replicas = 1, params CreatableTopicConfig[] settings) =>
        new() { Name = name, NumPartitions = partitions, ReplicationFactor = replicas, Configs = settings };

    private static CreatableTopicConfig Setting(string name, string? value) => new() { Name = name, Value = value };

    private static CreatableTopic Assigned(string name, params (int Partition, int[] Brokers)[] assignments) => new()
    {
        Name = name,
        NumPartitions = -1,
        ReplicationFactor = -1,
        Assignments = [.. assignments.Select(assignment => new CreatableReplicaAssignment { PartitionIndex = assignment.Partition, BrokerIds = assignment.Brokers })],
    };
}
