using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Stores a group's offsets. Source: Kafka's OffsetCommitRequest.json, versions 2 to 9.</summary>
public sealed class OffsetCommitRequest : KafkaRequest<OffsetCommitResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.OffsetCommit, 2, 9, FirstFlexibleVersion: 8);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The unique group identifier.</summary>
    public string GroupId { get; set; } = "";

    /// <summary>The generation of the group if using the classic group protocol or the member epoch if using the consumer protocol.</summary>
    public int GenerationIdOrMemberEpoch { get; set; } = -1;

    /// <summary>The member ID assigned by the group coordinator.</summary>
    public string MemberId { get; set; } = "";

    /// <summary>The unique identifier of the consumer instance provided by end user. From version 7.</summary>
    public string? GroupInstanceId { get; set; }

    /// <summary>The time period in ms to retain the offset. Up to version 4.</summary>
    public long RetentionTimeMs { get; set; } = -1;

    /// <summary>The topics to commit offsets for.</summary>
    public OffsetCommitRequestTopic[] Topics { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        GroupId = wire.String(GroupId);
        GenerationIdOrMemberEpoch = wire.Int32(GenerationIdOrMemberEpoch);
        MemberId = wire.String(MemberId);

        if (wire.Version >= 7)
        {
            GroupInstanceId = wire.NullableString(GroupInstanceId);
        }

        if (wire.Version <= 4)
        {
            RetentionTimeMs = wire.Int64(RetentionTimeMs);
        }

        Topics = wire.Array(Topics);
    }
}

/// <summary>The topics to commit offsets for.</summary>
public sealed class OffsetCommitRequestTopic : WireStruct
{
    /// <summary>The topic name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Each partition to commit offsets for.</summary>
    public OffsetCommitRequestPartition[] Partitions { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Partitions = wire.Array(Partitions);
    }
}

/// <summary>Each partition to commit offsets for.</summary>
public sealed class OffsetCommitRequestPartition : WireStruct
{
    /// <summary>The partition index.</summary>
    public int PartitionIndex { get; set; }

    /// <summary>The message offset to be committed.</summary>
    public long CommittedOffset { get; set; }

    /// <summary>The leader epoch of this partition. From version 6.</summary>
    public int CommittedLeaderEpoch { get; set; } = -1;

    /// <summary>Any associated metadata the client wants to keep.</summary>
    public string? CommittedMetadata { get; set; } = "";

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        PartitionIndex = wire.Int32(PartitionIndex);
        CommittedOffset = wire.Int64(CommittedOffset);

        if (wire.Version >= 6)
        {
            CommittedLeaderEpoch = wire.Int32(CommittedLeaderEpoch);
        }

        CommittedMetadata = wire.NullableString(CommittedMetadata);
    }
}
