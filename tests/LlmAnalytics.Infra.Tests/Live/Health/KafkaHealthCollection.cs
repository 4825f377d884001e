using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Health;

/// <summary>The tests of cluster health on real brokers, after all others: they shoot brokers, and time counts.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class KafkaHealthCollection : ICollectionFixture<HealthClusterFixture>
{
    internal const string Name = "Kafka health";
}

/// <summary>
/// Three brokers whose settings are safe, with the catalog's topics alone: what the tests of others leave behind would be faults here. Failures are noticed
/// and leaders return sooner than by default.
/// </summary>
public sealed class HealthClusterFixture() : KafkaClusterFixture(new KafkaClusterOptions { CountRequests = true, Properties = Settings })
{
    /// <summary>The same on simulated brokers.</summary>
    internal static Dictionary<string, string> Settings { get; } = new()
    {
        ["min.insync.replicas"] = "2",
        ["broker.session.timeout.ms"] = "6000",
        ["broker.heartbeat.interval.ms"] = "500",
        ["leader.imbalance.check.interval.seconds"] = "2",
    };
}
