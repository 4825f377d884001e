using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Creates topics. Source: Kafka's CreateTopicsRequest.json, versions 2 to 7.</summary>
/// <remarks>Not atomic: topics that can be created are, whatever becomes of the others.</remarks>
public sealed class CreateTopicsRequest : KafkaRequest<CreateTopicsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.CreateTopics, 7, 7, FirstFlexibleVersion: 5) { OldestVersion = 2 };

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The topics to create. The broker refuses a name that stands here twice.</summary>
    public CreatableTopic[] Topics { get; set; } = [];

    /// <summary>Milliseconds for which the broker waits until the topics exist.</summary>
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

/// <summary>A topic to create.</summary>
public sealed class CreatableTopic : WireStruct
{
    /// <summary>The topic's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>How many partitions; -1 for the broker's default, or where <see cref="Assignments"/> tells.</summary>
    public int NumPartitions { get; set; }

    /// <summary>How many replicas a partition; -1 for the broker's default, or where <see cref="Assignments"/> tells.</summary>
    public short ReplicationFactor { get; set; }

    /// <summary>Where the replicas go, each partition from 0 on once; empty to let the broker choose.</summary>
    public CreatableReplicaAssignment[] Assignments { get; set; } = [];

    /// <summary>The settings that differ from the broker's defaults.</summary>
    public CreatableTopicConfig[] Configs { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        NumPartitions = wire.Int32(NumPartitions);
        ReplicationFactor = wire.Int16(ReplicationFactor);
        Assignments = wire.Array(Assignments);
        Configs = wire.Array(Configs);
    }
}

/// <summary>Where a partition's replicas go.</summary>
public sealed class CreatableReplicaAssignment : WireStruct
{
    /// <summary>The partition's index.</summary>
    public int PartitionIndex { get; set; }

    /// <summary>The brokers' ids, the preferred leader first.</summary>
    public int[] BrokerIds { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        PartitionIndex = wire.Int32(PartitionIndex);
        BrokerIds = wire.Int32Array(BrokerIds);
    }
}

/// <summary>A setting of a topic to create.</summary>
public sealed class CreatableTopicConfig : WireStruct
{
    /// <summary>The setting's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The setting's value; the broker refuses null.</summary>
    public string? Value { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Value = wire.NullableString(Value);
    }
}
