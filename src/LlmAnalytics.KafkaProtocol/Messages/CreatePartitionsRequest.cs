using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Raises the number of partitions of topics. Source: Kafka's CreatePartitionsRequest.json, versions 0 to 3.</summary>
public sealed class CreatePartitionsRequest : KafkaRequest<CreatePartitionsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.CreatePartitions, 3, 3, FirstFlexibleVersion: 2) { OldestVersion = 0 };

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The topics to extend. The broker refuses one that stands here twice.</summary>
    public CreatePartitionsTopic[] Topics { get; set; } = [];

    /// <summary>Milliseconds for which the broker waits until the partitions exist. Zero, the protocol's default, makes it answer a timeout though it does it.</summary>
    public int TimeoutMs { get; set; } = 60000;

    /// <summary>Whether the broker is only to say what it would do.</summary>
    public bool ValidateOnly { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Topics = wire.Array(Topics);
        TimeoutMs = wire.Int32(TimeoutMs);
        ValidateOnly = wire.Boolean(ValidateOnly);
    }
}

/// <summary>A topic to extend.</summary>
public sealed class CreatePartitionsTopic : WireStruct
{
    /// <summary>The topic's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>How many partitions it is to have: those that it has and the new ones.</summary>
    public int Count { get; set; }

    /// <summary>Where the replicas of the new partitions go, in the order of the partitions; null to let the broker choose.</summary>
    public CreatePartitionsAssignment[]? Assignments { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Count = wire.Int32(Count);
        Assignments = wire.NullableArray(Assignments);
    }
}

/// <summary>Where a new partition's replicas go.</summary>
public sealed class CreatePartitionsAssignment : WireStruct
{
    /// <summary>The brokers' ids, the preferred leader first.</summary>
    public int[] BrokerIds { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire) => BrokerIds = wire.Int32Array(BrokerIds);
}
