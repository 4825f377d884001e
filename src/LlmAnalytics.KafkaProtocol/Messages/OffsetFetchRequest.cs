using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>
/// Asks a coordinator for the committed offsets of its groups. Source: Kafka's OffsetFetchRequest.json, versions 8 and 9, which take many groups at a time;
/// brokers speak them since Kafka 3.0.
/// </summary>
public sealed class OffsetFetchRequest : KafkaRequest<OffsetFetchResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.OffsetFetch, 8, 9, FirstFlexibleVersion: 6) { OldestVersion = 1 };

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The groups.</summary>
    public OffsetFetchRequestGroup[] Groups { get; set; } = [];

    /// <summary>Whether to wait for the end of transactions that hold pending offsets.</summary>
    public bool RequireStable { get; set; }

    /// <summary>The group (up to version 7).</summary>
    public string GroupId { get; set; } = "";

    /// <summary>The topics of the group (up to version 7); null for all that it has offsets of (from version 2).</summary>
    public OffsetFetchRequestTopics[]? Topics { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 8)
        {
            Groups = wire.Array(Groups);
        }
        else
        {
            GroupId = wire.String(GroupId);
            Topics = wire.Version >= 2 ? wire.NullableArray(Topics) : wire.Array(Topics ?? []);
        }

        if (wire.Version >= 7)
        {
            RequireStable = wire.Boolean(RequireStable);
        }
    }
}

/// <summary>A group whose offsets are asked for.</summary>
public sealed class OffsetFetchRequestGroup : WireStruct
{
    /// <summary>The group's id.</summary>
    public string GroupId { get; set; } = "";

    /// <summary>The member that asks (from version 9); null for one that is no member.</summary>
    public string? MemberId { get; set; }

    /// <summary>That member's epoch (from version 9).</summary>
    public int MemberEpoch { get; set; } = -1;

    /// <summary>The partitions; null for all that have an offset.</summary>
    public OffsetFetchRequestTopics[]? Topics { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        GroupId = wire.String(GroupId);
        if (wire.Version >= 9)
        {
            MemberId = wire.NullableString(MemberId);
            MemberEpoch = wire.Int32(MemberEpoch);
        }

        Topics = wire.NullableArray(Topics);
    }
}

/// <summary>Partitions of a topic whose offsets are asked for.</summary>
public sealed class OffsetFetchRequestTopics : WireStruct
{
    /// <summary>The topic.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its partitions.</summary>
    public int[] PartitionIndexes { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        PartitionIndexes = wire.Int32Array(PartitionIndexes);
    }
}
