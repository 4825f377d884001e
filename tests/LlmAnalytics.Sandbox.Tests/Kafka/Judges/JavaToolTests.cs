using LlmAnalytics.Sandbox.Kafka;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Sandbox.Tests.Kafka.Judges;

/// <summary>The distribution's own tools on a simulated cluster.</summary>
public sealed class JavaToolTests : IAsyncLifetime
{
    private const string Topics = "org.apache.kafka.tools.TopicCommand";
    private const string Configs = "kafka.admin.ConfigCommand";
    private const string Acls = "org.apache.kafka.tools.AclCommand";
    private const string Groups = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";

    private SimulatedKafkaCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await SimulatedKafkaCluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [LiveFact]
    public async Task TopicCommand_creates_describes_extends_and_deletes()
    {
        await RunAsync(Topics, "--create", "--topic", "t", "--partitions", "3", "--replication-factor", "3", "--config", "retention.ms=5000");
        var described = await RunAsync(Topics, "--describe", "--topic", "t");
        Assert.Contains("PartitionCount: 3\tReplicationFactor: 3\tConfigs: ", described, StringComparison.Ordinal);
        Assert.Contains("retention.ms=5000", described, StringComparison.Ordinal);
        _cluster.RemoveLeader("t", 1);
        Assert.Contains("Partition: 1\tLeader: none", await RunAsync(Topics, "--describe", "--unavailable-partitions"), StringComparison.Ordinal);
        _cluster.Heal();
        await RunAsync(Topics, "--alter", "--topic", "t", "--partitions", "5");
        Assert.Contains("PartitionCount: 5", await RunAsync(Topics, "--describe", "--topic", "t"), StringComparison.Ordinal);
        Assert.Contains("Topic 't' already exists.", await RunAsync(Topics, isGood: false, "--create", "--topic", "t"), StringComparison.Ordinal);
        await RunAsync(Topics, "--delete", "--topic", "t");
        Assert.DoesNotContain("t", (await RunAsync(Topics, "--list")).Split('\n', StringSplitOptions.TrimEntries));
    }

    [LiveFact]
    public async Task ConfigCommand_alters_and_describes()
    {
        await RunAsync(Topics, "--create", "--topic", "t", "--partitions", "1", "--replication-factor", "1");
        await RunAsync(Configs, "--alter", "--entity-type", "topics", "--entity-name", "t", "--add-config", "cleanup.policy=[compact,delete],retention.ms=7000");
        var described = await RunAsync(Configs, "--describe", "--entity-type", "topics", "--entity-name", "t");
        Assert.Contains("retention.ms=7000 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:retention.ms=7000}", described, StringComparison.Ordinal);
        Assert.Contains("cleanup.policy=compact,delete", described, StringComparison.Ordinal);
        await RunAsync(Configs, "--alter", "--entity-type", "topics", "--entity-name", "t", "--delete-config", "retention.ms");
        Assert.DoesNotContain("retention.ms", await RunAsync(Configs, "--describe", "--entity-type", "topics", "--entity-name", "t"), StringComparison.Ordinal);
        Assert.Contains("node.id=2", await RunAsync(Configs, "--describe", "--all", "--entity-type", "brokers", "--entity-name", "2"), StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task AclCommand_adds_lists_and_removes()
    {
        await RunAsync(Acls, "--add", "--allow-principal", "User:alice", "--operation", "Read", "--topic", "llm-", "--resource-pattern-type", "prefixed");
        var listed = await RunAsync(Acls, "--list", "--topic", "llm-events", "--resource-pattern-type", "match");
        Assert.Contains("(principal=User:alice, host=*, operation=READ, permissionType=ALLOW)", listed, StringComparison.Ordinal);
        await RunAsync(Acls, "--remove", "--force", "--allow-principal", "User:alice", "--operation", "Read", "--topic", "llm-", "--resource-pattern-type", "prefixed");
        Assert.DoesNotContain("alice", await RunAsync(Acls, "--list"), StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task ConsumerGroupCommand_describes_what_was_committed()
    {
        await RunAsync(Topics, "--create", "--topic", "t", "--partitions", "2", "--replication-factor", "3");
        using (var consumer = new Confluent.Kafka.ConsumerBuilder<byte[], byte[]>(new Confluent.Kafka.ConsumerConfig { BootstrapServers = _cluster.BootstrapServers(), GroupId = "g" }).Build())
        using (var producer = new Confluent.Kafka.ProducerBuilder<byte[], byte[]>(new Confluent.Kafka.ProducerConfig { BootstrapServers = _cluster.BootstrapServers() }).Build())
        {
            var partition = new Confluent.Kafka.TopicPartition("t", 1);
            for (var i = 0; i < 3; i++)
            {
                await producer.ProduceAsync(partition, new Confluent.Kafka.Message<byte[], byte[]> { Value = [1] });
            }

            consumer.Commit([new Confluent.Kafka.TopicPartitionOffset(partition, 1)]);
        }

        Assert.Equal(["g"], (await RunAsync(Groups, "--list")).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var described = await RunAsync(Groups, "--describe", "--group", "g");
        var row = described.Split('\n').Single(line => line.StartsWith("g ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["g", "t", "1", "1", "3", "2"], row.Take(6));
        Assert.Contains("Empty", await RunAsync(Groups, "--describe", "--group", "g", "--state"), StringComparison.Ordinal);
    }

    private Task<string> RunAsync(string tool, params string[] arguments) => RunAsync(tool, isGood: true, arguments);

    private async Task<string> RunAsync(string tool, bool isGood, params string[] arguments)
    {
        var (exitCode, output) = await KafkaTool.RunAsync(tool, ["--bootstrap-server", _cluster.BootstrapServers(), .. arguments]);
        Assert.True(exitCode == 0 == isGood, $"{string.Join(' ', arguments)} ended with {exitCode}: {output}");
        return output;
    }
}
