using System.Collections;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>A script's <c>(Get-LlmKafkaTopic x -Detailed).Partitions[0]</c>: PowerShell finds the index only of a public type, and gives the whole list for another. What answers is all one.</summary>
[Collection(SimulationCollection.Name)]
public sealed class ReturnedListTests(LiveSimulationFixture fixture) : LiveTests(fixture)
{
    [Fact]
    public async Task The_lists_in_what_is_returned_can_be_indexed_by_scripts()
    {
        var name = NewName("lists");
        await using var connection = await ConnectAsync();
        var operation = new RecordingOperation();
        object[] returned =
        [
            .. await CreateAsync(connection, operation, Definition(name, 3)), .. await GetAsync(connection, operation, new TopicQuery { Names = [name], Detailed = true }),
            .. Kafka.TopicCatalog, .. Kafka.AclCatalog,
            .. await AllAsync(connection.Cluster.Health.GetBrokersAsync(new BrokerQuery { Detailed = true }, operation, InTime)),
            await connection.Cluster.Health.TestAsync(new HealthQuery(), operation, InTime),
        ];
        var hidden = returned.SelectMany(item => item.GetType().GetProperties().Select(property => (Owner: item.GetType().Name, property.Name, Value: property.GetValue(item))))
            .Where(property => property.Value is IEnumerable and not string && !property.Value.GetType().IsPublic && property.Value is not Array)
            .Select(property => $"{property.Owner}.{property.Name}").Distinct();
        Assert.Empty(hidden);
    }
}
