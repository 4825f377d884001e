using System.Reflection;
using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.KafkaProtocol.Tests.Messages;

/// <summary>
/// What the tests know of the messages' fields besides their types, written down from Kafka's schemas and not taken from the code under test: which came
/// later than the oldest version declared, and which were not nullable from the start. A field that is not named here must be in every version.
/// </summary>
internal static class MessageFields
{
    private static readonly Dictionary<string, short> Since = new()
    {
        ["ApiVersionsRequest.ClientSoftwareName"] = 3,
        ["ApiVersionsRequest.ClientSoftwareVersion"] = 3,
        ["ApiVersionsResponse.ThrottleTimeMs"] = 1,
        ["ApiVersionsResponse.SupportedFeatures"] = 3,
        ["ApiVersionsResponse.FinalizedFeaturesEpoch"] = 3,
        ["ApiVersionsResponse.FinalizedFeatures"] = 3,
        ["ApiVersionsResponse.ZkMigrationReady"] = 3,
        ["DescribeClusterRequest.EndpointType"] = 1,
        ["DescribeClusterRequest.IncludeFencedBrokers"] = 2,
        ["DescribeClusterResponse.EndpointType"] = 1,
        ["DescribeClusterBroker.IsFenced"] = 2,
        ["DescribeLogDirsResult.TotalBytes"] = 4,
        ["DescribeLogDirsResult.UsableBytes"] = 4,
        ["DescribeQuorumResponse.ErrorMessage"] = 2,
        ["DescribeQuorumResponse.Nodes"] = 2,
        ["DescribeQuorumPartition.ErrorMessage"] = 2,
        ["DescribeQuorumReplicaState.ReplicaDirectoryId"] = 2,
        ["DescribeQuorumReplicaState.LastFetchTimestamp"] = 1,
        ["DescribeQuorumReplicaState.LastCaughtUpTimestamp"] = 1,
        ["ListedGroup.GroupType"] = 5,
        ["ListGroupsRequest.TypesFilter"] = 5,
        ["ListOffsetsRequest.TimeoutMs"] = 10,
        ["MetadataResponse.ErrorCode"] = 13,
        ["OffsetFetchRequestGroup.MemberEpoch"] = 9,
        ["OffsetFetchRequestGroup.MemberId"] = 9,
    };

    private static readonly Dictionary<string, short> NullableSince = new() { ["MetadataTopic.Name"] = 12 };

    /// <summary>Every message of the catalogue in every version that it declares: API, version, whether it is the request.</summary>
    public static TheoryData<ApiKey, short, bool> All()
    {
        var data = new TheoryData<ApiKey, short, bool>();
        foreach (var api in MessageCatalog.Entries.Select(entry => entry.Api))
        {
            for (var version = api.MinVersion; version <= api.MaxVersion; version++)
            {
                data.Add(api.Key, version, true);
                data.Add(api.Key, version, false);
            }
        }

        return data;
    }

    public static KafkaMessage New(ApiKey key, bool isRequest)
    {
        var entry = MessageCatalog.Find(key) ?? throw new ArgumentException($"{key} is not in the catalogue", nameof(key));
        return isRequest ? entry.NewRequest() : entry.NewResponse();
    }

    /// <summary>The properties that go over the wire.</summary>
    public static IEnumerable<PropertyInfo> Of(Type type) =>
        type.GetProperties().Where(property => property.CanWrite && property.Name != nameof(WireStruct.UnknownTags));

    public static bool IsIn(PropertyInfo property, short version) => version >= Since.GetValueOrDefault(Name(property));

    public static bool IsNullable(PropertyInfo property, short version) =>
        new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable && version >= NullableSince.GetValueOrDefault(Name(property));

    private static string Name(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";
}
