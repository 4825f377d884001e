using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Sandbox.Tests.Conformance;

/// <summary>Settings are described and changed.</summary>
internal static class SettingScenarios
{
    public static IEnumerable<KeyValuePair<string, Func<Transcript, Task>>> All =>
    [
        new("settings: describe", DescribeAsync),
        new("settings: describe wrongly", DescribeWrongAsync),
        new("settings: change", ChangeAsync),
        new("settings: change wrongly", ChangeWrongAsync),
        new("settings: of brokers", BrokerAsync),
    ];

    private static async Task DescribeAsync(Transcript t)
    {
        await t.CreateAsync("s1", 1, ("retention.ms", "1000"), ("max.message.bytes", "1048588"));
        await t.AskAsync("all", Describe(ConfigResourceType.Topic, "s1", synonyms: true, documentation: true));
        await t.AskAsync("some", Describe(ConfigResourceType.Topic, "s1", synonyms: false, documentation: false, "retention.ms", "no.such"));
        await t.AskAsync("no keys", Describe(ConfigResourceType.Topic, "s1", synonyms: false, documentation: false, []));
        await t.AskAsync("version 1", Describe(ConfigResourceType.Topic, "s1", synonyms: true, documentation: false, "retention.ms", "min.insync.replicas"), version: 1);
    }

    private static async Task DescribeWrongAsync(Transcript t)
    {
        await t.AskAsync("unknown topic", Describe(ConfigResourceType.Topic, "s.no", true, false, "retention.ms"));
        await t.AskAsync("bad name", Describe(ConfigResourceType.Topic, "bad name", true, false, "retention.ms"));
        await t.AskAsync("no name", Describe(ConfigResourceType.Topic, "", true, false, "retention.ms"));
        await t.AskAsync("another broker", Describe(ConfigResourceType.Broker, "2", true, false, "num.partitions"));
        await t.AskAsync("no number", Describe(ConfigResourceType.Broker, "x", true, false, "num.partitions"));
    }

    private static async Task ChangeAsync(Transcript t)
    {
        await t.CreateAsync("s2");
        await t.AskAsync("set", Alter("s2", Set("retention.ms", "5000"), Set("cleanup.policy", "compact")));
        await t.AskAsync("append", Alter("s2", new AlterableConfig { Name = "cleanup.policy", ConfigOperation = ConfigOperation.Append, Value = "delete" }));
        await t.AskAsync("append again", Alter("s2", new AlterableConfig { Name = "cleanup.policy", ConfigOperation = ConfigOperation.Append, Value = "delete" }));
        await ShowAsync("after appending", "cleanup.policy", "compact,delete", ConfigSource.TopicConfig);
        await t.AskAsync("subtract", Alter("s2", new AlterableConfig { Name = "cleanup.policy", ConfigOperation = ConfigOperation.Subtract, Value = "compact" }));
        await ShowAsync("after subtracting", "cleanup.policy", "delete", ConfigSource.TopicConfig);
        await t.AskAsync("delete", Alter("s2", new AlterableConfig { Name = "retention.ms", ConfigOperation = ConfigOperation.Delete, Value = null }));
        await t.AskAsync("delete what isn't set", Alter("s2", new AlterableConfig { Name = "segment.ms", ConfigOperation = ConfigOperation.Delete, Value = null }));
        await ShowAsync("after deleting", "retention.ms", "604800000", ConfigSource.DefaultConfig);
        var validate = Alter("s2", Set("retention.ms", "7"));
        validate.ValidateOnly = true;
        await t.AskAsync("validate", validate);
        await ShowAsync("after validating", "retention.ms", "604800000", ConfigSource.DefaultConfig);

        async Task ShowAsync(string what, string setting, string value, ConfigSource source)
        {
            // A broker applies a change a moment after the controller made it.
            await t.KnowSettingAsync(ConfigResourceType.Topic, "s2", setting, value, source);
            await t.AskAsync(what, Describe(ConfigResourceType.Topic, "s2", true, false, "cleanup.policy", "retention.ms"));
        }
    }

    private static async Task ChangeWrongAsync(Transcript t)
    {
        await t.CreateAsync("s3");
        await t.AskAsync("unknown topic", Alter("s.no", Set("retention.ms", "1")));
        await t.AskAsync("bad name", Alter("bad name", Set("retention.ms", "1")));
        await t.AskAsync("no name", Alter("", Set("retention.ms", "1")));
        await t.AskAsync("unknown setting", Alter("s3", Set("no.such", "1")));
        await t.AskAsync("bad value", Alter("s3", Set("retention.ms", "x")));
        await t.AskAsync("one bad, one good", Alter("s3", Set("retention.bytes", "1"), Set("retention.ms", "x")));
        await t.AskAsync("null", Alter("s3", new AlterableConfig { Name = "retention.ms", Value = null }));
        await t.AskAsync("twice a key", Alter("s3", Set("retention.ms", "1"), Set("retention.ms", "2")));
        await t.AskAsync("append to no list", Alter("s3", new AlterableConfig { Name = "retention.ms", ConfigOperation = ConfigOperation.Append, Value = "1" }));
        await t.AskAsync("append nonsense", Alter("s3", new AlterableConfig { Name = "cleanup.policy", ConfigOperation = ConfigOperation.Append, Value = "shred" }));
        await t.AskAsync("subtract all", Alter("s3", new AlterableConfig { Name = "cleanup.policy", ConfigOperation = ConfigOperation.Subtract, Value = "delete" }));
        await t.AskAsync("unknown operation", Alter("s3", new AlterableConfig { Name = "retention.ms", ConfigOperation = (ConfigOperation)9, Value = "1" }));
        await t.AskAsync("twice a resource", new IncrementalAlterConfigsRequest
        {
            Resources =
            [
                new() { ResourceType = ConfigResourceType.Topic, ResourceName = "s3", Configs = [Set("retention.ms", "1")] },
                new() { ResourceType = ConfigResourceType.Topic, ResourceName = "s3", Configs = [Set("retention.ms", "2")] },
            ],
        });
        await t.KnowSettingAsync(ConfigResourceType.Topic, "s3", "cleanup.policy", "", ConfigSource.TopicConfig);
        await t.AskAsync("only the list was changed", Describe(ConfigResourceType.Topic, "s3", true, false, "retention.ms", "retention.bytes", "cleanup.policy"));
    }

    private static async Task BrokerAsync(Transcript t)
    {
        string[] keys = ["num.partitions", "log.retention.hours", "log.retention.ms", "node.id", "broker.rack", "auto.create.topics.enable", "min.insync.replicas", "super.users", "log.cleaner.threads", "default.replication.factor"];
        await t.AskAsync("describe", Describe(ConfigResourceType.Broker, "1", true, false, keys));
        await t.AskAsync("all brokers", Describe(ConfigResourceType.Broker, "", true, false));
        await t.AskAsync("read-only", AlterBroker("1", Set("num.partitions", "7")));
        await t.AskAsync("unknown broker", AlterBroker("9", Set("log.cleaner.threads", "2")));
        await t.AskAsync("bad value", AlterBroker("1", Set("log.cleaner.threads", "x")));
        await t.AskAsync("another broker", AlterBroker("2", Set("log.cleaner.threads", "2")));
        await t.AskAsync("set", AlterBroker("1", Set("log.cleaner.threads", "2")));
        await t.AskAsync("set for all", AlterBroker("", Set("log.retention.ms", "123456")));
        await t.CreateAsync("s4");
        await t.KnowSettingAsync(ConfigResourceType.Broker, "1", "log.cleaner.threads", "2", ConfigSource.DynamicBrokerConfig);
        await t.KnowSettingAsync(ConfigResourceType.Topic, "s4", "retention.ms", "123456", ConfigSource.DynamicDefaultBrokerConfig);
        await t.AskAsync("describe after", Describe(ConfigResourceType.Broker, "1", true, false, keys));
        await t.AskAsync("topic after", Describe(ConfigResourceType.Topic, "s4", true, false, "retention.ms"));
        await t.AskAsync("reset", AlterBroker("", new AlterableConfig { Name = "log.retention.ms", ConfigOperation = ConfigOperation.Delete, Value = null }));
        await t.AskAsync("reset", AlterBroker("1", new AlterableConfig { Name = "log.cleaner.threads", ConfigOperation = ConfigOperation.Delete, Value = null }));

        // The scenarios after this one describe brokers and topics, too.
        await t.KnowSettingAsync(ConfigResourceType.Broker, "1", "log.cleaner.threads", "1", ConfigSource.DefaultConfig);
        await t.KnowSettingAsync(ConfigResourceType.Topic, "s4", "retention.ms", "604800000", ConfigSource.DefaultConfig);
    }

    private static AlterableConfig Set(string name, string value) => new() { Name = name, Value = value };

    private static IncrementalAlterConfigsRequest Alter(string topic, params AlterableConfig[] changes) =>
        new() { Resources = [new() { ResourceType = ConfigResourceType.Topic, ResourceName = topic, Configs = changes }] };

    private static IncrementalAlterConfigsRequest AlterBroker(string broker, params AlterableConfig[] changes) =>
        new() { Resources = [new() { ResourceType = ConfigResourceType.Broker, ResourceName = broker, Configs = changes }] };

    private static DescribeConfigsRequest Describe(ConfigResourceType type, string name, bool synonyms, bool documentation, params string[]? keys) => new()
    {
        Resources = [new() { ResourceType = type, ResourceName = name, ConfigurationKeys = keys is { Length: > 0 } ? keys : null }],
        IncludeSynonyms = synonyms,
        IncludeDocumentation = documentation,
    };
}
