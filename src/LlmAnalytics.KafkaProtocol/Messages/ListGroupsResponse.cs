using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The groups that a broker coordinates. Those that the user may not see are missing without a word. Source: Kafka's ListGroupsResponse.json, versions 0 to 5.</summary>
public sealed class ListGroupsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => ListGroupsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>Why nothing is told: COORDINATOR_LOAD_IN_PROGRESS right after an election, say.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The groups.</summary>
    public ListedGroup[] Groups { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 1)
        {
            ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        }

        ErrorCode = wire.ErrorCode(ErrorCode);
        Groups = wire.Array(Groups);
    }
}

/// <summary>A group.</summary>
public sealed class ListedGroup : WireStruct
{
    /// <summary>The group's id.</summary>
    public string GroupId { get; set; } = "";

    /// <summary><c>consumer</c> for consumers; empty for a group that only holds offsets.</summary>
    public string ProtocolType { get; set; } = "";

    /// <summary><c>Stable</c>, <c>Empty</c>, <c>PreparingRebalance</c>, <c>CompletingRebalance</c>, <c>Assigning</c>, <c>Reconciling</c> or <c>Dead</c>.</summary>
    public string GroupState { get; set; } = "";

    /// <summary><c>Classic</c>, <c>Consumer</c>, <c>Share</c> or <c>Streams</c> (from version 5); empty before.</summary>
    public string GroupType { get; set; } = "";

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        GroupId = wire.String(GroupId);
        ProtocolType = wire.String(ProtocolType);
        if (wire.Version >= 4)
        {
            GroupState = wire.String(GroupState);
        }

        if (wire.Version >= 5)
        {
            GroupType = wire.String(GroupType);
        }
    }
}
