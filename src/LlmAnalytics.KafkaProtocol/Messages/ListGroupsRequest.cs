using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks a broker for the groups that it coordinates. Source: Kafka's ListGroupsRequest.json, versions 0 to 5.</summary>
public sealed class ListGroupsRequest : KafkaRequest<ListGroupsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.ListGroups, 4, 5, FirstFlexibleVersion: 3) { OldestVersion = 0 };

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>Only groups in one of these states; empty for all.</summary>
    public string[] StatesFilter { get; set; } = [];

    /// <summary>Only groups of one of these types (from version 5); empty for all.</summary>
    public string[] TypesFilter { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 4)
        {
            StatesFilter = wire.StringArray(StatesFilter);
        }

        if (wire.Version >= 5)
        {
            TypesFilter = wire.StringArray(TypesFilter);
        }
    }
}
