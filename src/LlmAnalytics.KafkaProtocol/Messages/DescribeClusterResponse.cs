using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The cluster's brokers. Version 2 is that of KIP-1073. Source: Kafka's DescribeClusterResponse.json, versions 0 to 2.</summary>
public sealed class DescribeClusterResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => DescribeClusterRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>An error of the whole request.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>What the broker says about the error; null where there is none.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Which nodes are told (from version 1): 1 brokers, 2 controllers.</summary>
    public sbyte EndpointType { get; set; } = 1;

    /// <summary>The cluster's id.</summary>
    public string ClusterId { get; set; } = "";

    /// <summary>The controller with ZooKeeper; with KRaft some live broker, which forwards, unless a controller was asked. -1 where unknown.</summary>
    public int ControllerId { get; set; } = -1;

    /// <summary>The nodes.</summary>
    public DescribeClusterBroker[] Brokers { get; set; } = [];

    /// <summary>A bit an operation that the user may do; the smallest number where that was not asked for.</summary>
    public int ClusterAuthorizedOperations { get; set; } = int.MinValue;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        ErrorCode = wire.ErrorCode(ErrorCode);
        ErrorMessage = wire.NullableString(ErrorMessage);
        if (wire.Version >= 1)
        {
            EndpointType = wire.Int8(EndpointType);
        }

        ClusterId = wire.String(ClusterId);
        ControllerId = wire.Int32(ControllerId);
        Brokers = wire.Array(Brokers);
        ClusterAuthorizedOperations = wire.Int32(ClusterAuthorizedOperations);
    }
}

/// <summary>A node of the cluster.</summary>
public sealed class DescribeClusterBroker : WireStruct
{
    /// <summary>The node's id.</summary>
    public int BrokerId { get; set; }

    /// <summary>The host name that it advertises on the listener that was asked.</summary>
    public string Host { get; set; } = "";

    /// <summary>The port that it advertises on the listener that was asked.</summary>
    public int Port { get; set; }

    /// <summary>Its rack; null where it has none.</summary>
    public string? Rack { get; set; }

    /// <summary>Whether it is registered and not live (from version 2).</summary>
    public bool IsFenced { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        BrokerId = wire.Int32(BrokerId);
        Host = wire.String(Host);
        Port = wire.Int32(Port);
        Rack = wire.NullableString(Rack);
        if (wire.Version >= 2)
        {
            IsFenced = wire.Boolean(IsFenced);
        }
    }
}
