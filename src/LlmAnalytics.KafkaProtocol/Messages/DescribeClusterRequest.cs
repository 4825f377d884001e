using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks for the cluster's brokers. Version 2 is that of KIP-1073. Source: Kafka's DescribeClusterRequest.json, versions 0 to 2.</summary>
public sealed class DescribeClusterRequest : KafkaRequest<DescribeClusterResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.DescribeCluster, 0, 2, FirstFlexibleVersion: 0);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>Whether to tell the operations that the user may do on the cluster.</summary>
    public bool IncludeClusterAuthorizedOperations { get; set; }

    /// <summary>Which nodes to tell (from version 1): 1 brokers; 2 controllers, which only a controller answers.</summary>
    public sbyte EndpointType { get; set; } = 1;

    /// <summary>Whether to tell also the brokers that are registered and not live (from version 2).</summary>
    public bool IncludeFencedBrokers { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        IncludeClusterAuthorizedOperations = wire.Boolean(IncludeClusterAuthorizedOperations);
        if (wire.Version >= 1)
        {
            EndpointType = wire.Int8(EndpointType);
        }

        if (wire.Version >= 2)
        {
            IncludeFencedBrokers = wire.Boolean(IncludeFencedBrokers);
        }
    }
}
