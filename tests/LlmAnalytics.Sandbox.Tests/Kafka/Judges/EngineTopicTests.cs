using System.Collections;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Sandbox.Tests.Kafka.Judges;

/// <summary>The engine's topics on a simulated cluster.</summary>
public sealed class EngineTopicTests : EngineTests
{
    private const string Alerts = "llm-alerts";

    [Fact]
    public async Task The_catalogs_topics_are_created_and_unchanged_the_second_time()
    {
        await using var connection = await ConnectToCatalogAsync();
        var again = await CreateCatalogAsync(connection);
        Assert.Equal(14, again.Count);
        Assert.All(again, topic => Assert.Equal("Unchanged", topic.Status));
        Assert.Empty(Operation.Problems);
    }

    [Fact]
    public async Task A_topic_is_changed_read_and_removed()
    {
        await using var connection = await ConnectToCatalogAsync();
        var before = await TopicAsync(connection, Alerts);
        var change = new TopicChange { Names = [Alerts], Config = new Dictionary<string, string> { ["retention.ms"] = "123456" }, RemoveConfig = ["compression.type"], Partitions = before.PartitionCount + 2 };
        Assert.Equal("Changed", Assert.Single(await AllAsync(connection.Cluster.Topics.SetAsync(change, Operation, InTime))).Status);
        Assert.Equal("Unchanged", Assert.Single(await AllAsync(connection.Cluster.Topics.SetAsync(change, Operation, InTime))).Status);
        var after = await TopicAsync(connection, Alerts);
        Assert.Equal((before.PartitionCount + 2, "Healthy"), (after.PartitionCount, after.Health));
        Assert.Equal("123456", Assert.Single(after.Settings, setting => setting.Name == "retention.ms").Value);
        Assert.DoesNotContain(after.Settings, setting => setting.Name == "compression.type");

        var removed = await AllAsync(connection.Cluster.Topics.RemoveAsync(new TopicRemoval { Names = ["llm-*"] }, Operation, InTime));
        Assert.Equal(14, removed.Count(topic => topic.Status == "Removed"));
        Assert.Empty(Operation.Problems);
        Assert.Empty(await connection.Cluster.Topics.GetNamesAsync(InTime));
        Assert.Empty(await AllAsync(connection.Cluster.Topics.GetAsync(new TopicQuery { Names = [Alerts] }, Operation, InTime)));
        Assert.Equal(ErrorIds.TopicNotFound, Assert.Single(Operation.Problems).ErrorId);
    }

    /// <summary>A script's <c>(Get-LlmKafkaTopic x -Detailed).Partitions[0]</c>: PowerShell finds the index only of a public type, and gives the whole list for another.</summary>
    [Fact]
    public async Task The_lists_in_what_is_returned_can_be_indexed_by_scripts()
    {
        await using var connection = await ConnectToCatalogAsync();
        object[] returned =
        [
            await TopicAsync(connection, Alerts), .. await CreateCatalogAsync(connection), .. Kafka.TopicCatalog, .. Kafka.AclCatalog,
            .. await AllAsync(connection.Cluster.Health.GetBrokersAsync(new BrokerQuery { Detailed = true }, Operation, InTime)),
            await connection.Cluster.Health.TestAsync(new HealthQuery(), Operation, InTime),
        ];
        var hidden = returned.SelectMany(item => item.GetType().GetProperties().Select(property => (Owner: item.GetType().Name, property.Name, Value: property.GetValue(item))))
            .Where(property => property.Value is IEnumerable and not string && !property.Value.GetType().IsPublic && property.Value is not Array)
            .Select(property => $"{property.Owner}.{property.Name}").Distinct();
        Assert.Empty(hidden);
    }
}
