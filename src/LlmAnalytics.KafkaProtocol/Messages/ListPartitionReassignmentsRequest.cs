using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks for the reassignments of partitions that are in progress. Source: Kafka's ListPartitionReassignmentsRequest.json, version 0.</summary>
public sealed class ListPartitionReassignmentsRequest : KafkaRequest<ListPartitionReassignmentsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.ListPartitionReassignments, 0, 0, FirstFlexibleVersion: 0);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>Milliseconds for which the broker waits for its answer.</summary>
    public int TimeoutMs { get; set; } = 60000;

    /// <summary>The topics; null for all.</summary>
    public ListPartitionReassignmentsTopics[]? Topics { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        TimeoutMs = wire.Int32(TimeoutMs);
        Topics = wire.NullableArray(Topics);
    }
}

/// <summary>A topic whose reassignments are asked for.</summary>
public sealed class ListPartitionReassignmentsTopics : WireStruct
{
    /// <summary>The topic's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The partitions' indexes.</summary>
    public int[] PartitionIndexes { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        PartitionIndexes = wire.Int32Array(PartitionIndexes);
    }
}
