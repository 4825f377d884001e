using LlmAnalytics.Testing;

namespace LlmAnalytics.KafkaProtocol.Tests.Live;

/// <summary>The tests that share one real cluster. One after the other: some of them hurt it.</summary>
[CollectionDefinition(nameof(ClusterCollection))]
public sealed class ClusterCollection : ICollectionFixture<KafkaClusterFixture>;
