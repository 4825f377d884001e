using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>One cluster of real brokers for all live tests of this assembly, which therefore run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class KafkaCollection : ICollectionFixture<LiveClusterFixture>
{
    internal const string Name = "Kafka";
}

/// <summary>Brokers that hold on to a silent controller for 6 s instead of 30: the wait for its successor is the same, and shorter.</summary>
public sealed class LiveClusterFixture() : KafkaClusterFixture(new KafkaClusterOptions
{
    CountRequests = true,
    Properties = new Dictionary<string, string> { ["controller.socket.timeout.ms"] = "6000" },
});
