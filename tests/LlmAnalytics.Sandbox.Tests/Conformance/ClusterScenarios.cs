using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Sandbox.Tests.Conformance;

/// <summary>The cluster itself.</summary>
internal static class ClusterScenarios
{
    public static IEnumerable<KeyValuePair<string, Func<Transcript, Task>>> All =>
    [
        new("cluster: brokers and quorum", DescribeAsync),
        new("cluster: versions", VersionsAsync),
        new("cluster: sasl", SaslAsync),
    ];

    private static async Task DescribeAsync(Transcript t)
    {
        foreach (var version in (short[])[0, 1, 2])
        {
            await t.AskAsync($"cluster v{version}", new DescribeClusterRequest { IncludeClusterAuthorizedOperations = true, IncludeFencedBrokers = true }, version: version);
        }

        await t.AskAsync("controllers", new DescribeClusterRequest { EndpointType = 2 });
        await t.AskAsync("on the SASL listener", new DescribeClusterRequest(), 2, "admin");
        await t.AskAsync("quorum", new DescribeQuorumRequest { Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new()] }] });
        await t.AskAsync("quorum of nothing", new DescribeQuorumRequest { Topics = [new() { TopicName = "other", Partitions = [new()] }] });
        await t.AskAsync("reassignments", new ListPartitionReassignmentsRequest());
        await t.AskAsync("reassignments of some", new ListPartitionReassignmentsRequest { Topics = [new() { Name = "none", PartitionIndexes = [0] }] });
        await t.AskAsync("log dirs of none", new DescribeLogDirsRequest { Topics = [] });
    }

    private static async Task VersionsAsync(Transcript t)
    {
        foreach (var version in (short[])[0, 1, 2, 3, 4])
        {
            // The simulation speaks fewer requests; of those that it speaks, no version that a broker doesn't.
            var response = await t.QuietlyAsync(new ApiVersionsRequest { ClientSoftwareName = "raw", ClientSoftwareVersion = "1" }, version: version);
            Assert.NotEmpty(response.ApiKeys);
        }

        await t.AskAsync("bad name", new ApiVersionsRequest { ClientSoftwareName = "-", ClientSoftwareVersion = "1" });
        await t.AskAsync("no name", new ApiVersionsRequest());
    }

    private static async Task SaslAsync(Transcript t)
    {
        await t.AskAsync("handshake without SASL", new SaslHandshakeRequest { Mechanism = "PLAIN" });
        await t.AskAsync("handshake once more", new SaslHandshakeRequest { Mechanism = "PLAIN" }, user: "alice");
    }
}
