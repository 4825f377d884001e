using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks the coordinator of groups of the classic protocol for their members. Source: Kafka's DescribeGroupsRequest.json, versions 0 to 6.</summary>
public sealed class DescribeGroupsRequest : KafkaRequest<DescribeGroupsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.DescribeGroups, 0, 6, FirstFlexibleVersion: 5);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The names of the groups to describe.</summary>
    public string[] Groups { get; set; } = [];

    /// <summary>Whether to include authorized operations. From version 3.</summary>
    public bool IncludeAuthorizedOperations { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Groups = wire.StringArray(Groups);

        if (wire.Version >= 3)
        {
            IncludeAuthorizedOperations = wire.Boolean(IncludeAuthorizedOperations);
        }
    }
}
