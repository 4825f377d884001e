using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks the leaders of partitions for offsets: the earliest, the latest, or that of a time. Source: Kafka's ListOffsetsRequest.json, versions 1 to 10.</summary>
public sealed class ListOffsetsRequest : KafkaRequest<ListOffsetsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.ListOffsets, 6, 10, FirstFlexibleVersion: 6) { OldestVersion = 1 };

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The broker that asks; -1 for a client. The protocol's default would be 0, which is a broker.</summary>
    public int ReplicaId { get; set; } = -1;

    /// <summary>0 counts all records; 1 only those whose transaction is committed, so that the latest offset is the last stable one.</summary>
    public sbyte IsolationLevel { get; set; }

    /// <summary>The topics.</summary>
    public ListOffsetsTopic[] Topics { get; set; } = [];

    /// <summary>Milliseconds for which the broker waits for tiered storage (from version 10).</summary>
    public int TimeoutMs { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ReplicaId = wire.Int32(ReplicaId);
        if (wire.Version >= 2)
        {
            IsolationLevel = wire.Int8(IsolationLevel);
        }

        Topics = wire.Array(Topics);
        if (wire.Version >= 10)
        {
            TimeoutMs = wire.Int32(TimeoutMs);
        }
    }
}

/// <summary>A topic whose offsets are asked for.</summary>
public sealed class ListOffsetsTopic : WireStruct
{
    /// <summary>The topic's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The partitions.</summary>
    public ListOffsetsPartition[] Partitions { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Partitions = wire.Array(Partitions);
    }
}

/// <summary>A partition whose offset is asked for.</summary>
public sealed class ListOffsetsPartition : WireStruct
{
    /// <summary>A <see cref="Timestamp"/> that asks for the offset after the last record.</summary>
    public const long Latest = -1;

    /// <summary>A <see cref="Timestamp"/> that asks for the first offset that is still there.</summary>
    public const long Earliest = -2;

    /// <summary>A <see cref="Timestamp"/> that asks for the record with the greatest time (from version 7).</summary>
    public const long MaxTimestamp = -3;

    /// <summary>A <see cref="Timestamp"/> that asks for the first offset on the broker's own disk (from version 8).</summary>
    public const long EarliestLocal = -4;

    /// <summary>A <see cref="Timestamp"/> that asks for the last offset in tiered storage (from version 9).</summary>
    public const long LatestTiered = -5;

    /// <summary>The partition's index.</summary>
    public int PartitionIndex { get; set; }

    /// <summary>The leader's epoch as the client knows it, for the broker to compare; -1 for none.</summary>
    public int CurrentLeaderEpoch { get; set; } = -1;

    /// <summary>Milliseconds since 1970 for the first record of that time or later, or one of the constants of this type.</summary>
    public long Timestamp { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        PartitionIndex = wire.Int32(PartitionIndex);
        if (wire.Version >= 4)
        {
            CurrentLeaderEpoch = wire.Int32(CurrentLeaderEpoch);
        }

        Timestamp = wire.Int64(Timestamp);
    }
}
