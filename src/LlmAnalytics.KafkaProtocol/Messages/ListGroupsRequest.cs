using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks a broker for the groups that it coordinates. Source: Kafka's ListGroupsRequest.json, versions 4 and 5.</summary>
public sealed class ListGroupsRequest : KafkaRequest<ListGroupsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.ListGroups, 4, 5, FirstFlexibleVersion: 3);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>Only groups in one of these states; empty for all.</summary>
    public string[] StatesFilter { get; set; } = [];

    /// <summary>Only groups of one of these types (from version 5); empty for all.</summary>
    public string[] TypesFilter { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        StatesFilter = wire.StringArray(StatesFilter);
        if (wire.Version >= 5)
        {
            TypesFilter = wire.StringArray(TypesFilter);
        }
    }
}
