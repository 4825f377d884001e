namespace LlmAnalytics.Engine;

/// <summary>A cluster that one is connected to.</summary>
public interface IKafkaCluster : IAsyncDisposable
{
    /// <summary>What is known of the cluster and of how one is connected.</summary>
    KafkaClusterDescription Description { get; }

    /// <summary>True after <see cref="IAsyncDisposable.DisposeAsync"/>.</summary>
    bool IsClosed { get; }

    /// <summary>The cluster's topics.</summary>
    IKafkaTopics Topics { get; }

    /// <summary>The cluster's ACLs.</summary>
    IKafkaAcls Acls { get; }

    /// <summary>The cluster's health and its brokers.</summary>
    IKafkaHealth Health { get; }

    /// <summary>Records, through librdkafka.</summary>
    IKafkaRecords Records { get; }
}

/// <summary>What is known of a cluster and of how one is connected.</summary>
/// <param name="BootstrapServers">The addresses given, joined with commas.</param>
/// <param name="ClusterId">The cluster's id; null where brokers give none.</param>
/// <param name="SecurityProtocol"><c>PLAINTEXT</c>, <c>SSL</c>, <c>SASL_PLAINTEXT</c> or <c>SASL_SSL</c>.</param>
/// <param name="SaslMechanism">The SASL mechanism; null without SASL.</param>
/// <param name="User">The SASL user or the client certificate's subject; null where anonymous.</param>
/// <param name="BrokerCount">Brokers in the last metadata seen.</param>
public sealed record KafkaClusterDescription(
    string BootstrapServers, string? ClusterId, string SecurityProtocol, string? SaslMechanism, string? User, int BrokerCount);
