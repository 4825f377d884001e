using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The committed offsets of groups. Source: Kafka's OffsetFetchResponse.json, versions 1 to 9.</summary>
public sealed class OffsetFetchResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => OffsetFetchRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The groups.</summary>
    public OffsetFetchResponseGroup[] Groups { get; set; } = [];

    /// <summary>The topics of the one group (up to version 7).</summary>
    public OffsetFetchResponseTopics[] Topics { get; set; } = [];

    /// <summary>Why nothing is told of the one group (versions 2 to 7).</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 3)
        {
            ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        }

        if (wire.Version >= 8)
        {
            Groups = wire.Array(Groups);
            return;
        }

        Topics = wire.Array(Topics);
        if (wire.Version >= 2)
        {
            ErrorCode = wire.ErrorCode(ErrorCode);
        }
    }
}

/// <summary>The committed offsets of a group.</summary>
public sealed class OffsetFetchResponseGroup : WireStruct
{
    /// <summary>The group's id.</summary>
    public string GroupId { get; set; } = "";

    /// <summary>The topics with offsets.</summary>
    public OffsetFetchResponseTopics[] Topics { get; set; } = [];

    /// <summary>Why the offsets are not told: NOT_COORDINATOR, GROUP_AUTHORIZATION_FAILED.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        GroupId = wire.String(GroupId);
        Topics = wire.Array(Topics);
        ErrorCode = wire.ErrorCode(ErrorCode);
    }
}

/// <summary>The committed offsets of a topic.</summary>
public sealed class OffsetFetchResponseTopics : WireStruct
{
    /// <summary>The topic.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its partitions.</summary>
    public OffsetFetchResponsePartitions[] Partitions { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Partitions = wire.Array(Partitions);
    }
}

/// <summary>The committed offset of a partition.</summary>
public sealed class OffsetFetchResponsePartitions : WireStruct
{
    /// <summary>The partition's index.</summary>
    public int PartitionIndex { get; set; }

    /// <summary>The next offset to read; -1 where none was committed, which says nothing about how far the group has read.</summary>
    public long CommittedOffset { get; set; }

    /// <summary>The leader's epoch at that offset; -1 where unknown.</summary>
    public int CommittedLeaderEpoch { get; set; } = -1;

    /// <summary>What the consumer wrote beside it.</summary>
    public string? Metadata { get; set; }

    /// <summary>Why the offset is not told.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        PartitionIndex = wire.Int32(PartitionIndex);
        CommittedOffset = wire.Int64(CommittedOffset);
        if (wire.Version >= 5)
        {
            CommittedLeaderEpoch = wire.Int32(CommittedLeaderEpoch);
        }

        Metadata = wire.NullableString(Metadata);
        ErrorCode = wire.ErrorCode(ErrorCode);
    }
}
