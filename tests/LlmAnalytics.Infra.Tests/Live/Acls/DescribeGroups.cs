using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Tests.Live.Acls;

/// <summary>What a user may do with groups, as brokers tell it. Source: Kafka's DescribeGroupsRequest.json, version 5.</summary>
internal sealed class DescribeGroupsRequest : KafkaRequest<DescribeGroupsResponse>
{
    internal static readonly ApiSpec Spec = new((ApiKey)15, 5, 5, FirstFlexibleVersion: 5);

    public override ApiSpec Api => Spec;

    public string[] Groups { get; set; } = [];

    protected override void Fields(Wire wire)
    {
        Groups = wire.StringArray(Groups);
        wire.Boolean(true); // with the authorized operations
    }
}

/// <summary>Source: Kafka's DescribeGroupsResponse.json, version 5.</summary>
internal sealed class DescribeGroupsResponse : KafkaMessage
{
    public override ApiSpec Api => DescribeGroupsRequest.Spec;

    public DescribedGroup[] Groups { get; set; } = [];

    protected override void Fields(Wire wire)
    {
        wire.Int32(0);
        Groups = wire.Array(Groups);
    }
}

internal sealed class DescribedGroup : WireStruct
{
    public ErrorCode ErrorCode { get; set; }

    public string GroupId { get; set; } = "";

    public int AuthorizedOperations { get; set; }

    protected override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        GroupId = wire.String(GroupId);
        wire.String(""); // state
        wire.String(""); // kind of protocol
        wire.String(""); // protocol
        wire.Array<NoMember>([]);
        AuthorizedOperations = wire.Int32(AuthorizedOperations);
    }

    /// <summary>The groups asked about have no members.</summary>
    internal sealed class NoMember : WireStruct
    {
        protected override void Fields(Wire wire) => throw new NotSupportedException("A group has members.");
    }
}
