using System.Reflection;
using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.KafkaProtocol.Tests.Messages;

/// <summary>
/// What the tests know of the messages' fields besides their types, written down from Kafka's schemas and not taken from the code under test: which came
/// later than the oldest version declared, which went again, and which were not nullable from the start. A field that is not named here must be in every version.
/// </summary>
internal static class MessageFields
{
    private static readonly Dictionary<string, short> Since = new()
    {
        ["ApiVersionsRequest.ClientSoftwareName"] = 3,
        ["ApiVersionsRequest.ClientSoftwareVersion"] = 3,
        ["ApiVersionsResponse.FinalizedFeatures"] = 3,
        ["ApiVersionsResponse.FinalizedFeaturesEpoch"] = 3,
        ["ApiVersionsResponse.SupportedFeatures"] = 3,
        ["ApiVersionsResponse.ThrottleTimeMs"] = 1,
        ["ApiVersionsResponse.ZkMigrationReady"] = 3,
        ["CreatableTopicResult.Configs"] = 5,
        ["CreatableTopicResult.NumPartitions"] = 5,
        ["CreatableTopicResult.ReplicationFactor"] = 5,
        ["CreatableTopicResult.TopicConfigErrorCode"] = 5,
        ["CreatableTopicResult.TopicId"] = 7,
        ["DeletableTopicResult.ErrorMessage"] = 5,
        ["DeletableTopicResult.TopicId"] = 6,
        ["DeleteTopicsRequest.Topics"] = 6,
        ["DescribeClusterBroker.IsFenced"] = 2,
        ["DescribeClusterRequest.EndpointType"] = 1,
        ["DescribeClusterRequest.IncludeFencedBrokers"] = 2,
        ["DescribeClusterResponse.EndpointType"] = 1,
        ["DescribeConfigsRequest.IncludeDocumentation"] = 3,
        ["DescribeConfigsResourceResult.ConfigType"] = 3,
        ["DescribeConfigsResourceResult.Documentation"] = 3,
        ["DescribeGroupsRequest.IncludeAuthorizedOperations"] = 3,
        ["DescribeGroupsResponse.ThrottleTimeMs"] = 1,
        ["DescribeLogDirsResult.TotalBytes"] = 4,
        ["DescribeLogDirsResult.UsableBytes"] = 4,
        ["DescribeQuorumPartition.ErrorMessage"] = 2,
        ["DescribeQuorumReplicaState.LastCaughtUpTimestamp"] = 1,
        ["DescribeQuorumReplicaState.LastFetchTimestamp"] = 1,
        ["DescribeQuorumReplicaState.ReplicaDirectoryId"] = 2,
        ["DescribeQuorumResponse.ErrorMessage"] = 2,
        ["DescribeQuorumResponse.Nodes"] = 2,
        ["DescribedGroup.AuthorizedOperations"] = 3,
        ["DescribedGroup.ErrorMessage"] = 6,
        ["DescribedGroupMember.GroupInstanceId"] = 4,
        ["FetchForgottenTopic.TopicId"] = 13,
        ["FetchPartition.CurrentLeaderEpoch"] = 9,
        ["FetchPartition.HighWatermark"] = 18,
        ["FetchPartition.LastFetchedEpoch"] = 12,
        ["FetchPartition.LogStartOffset"] = 5,
        ["FetchPartition.ReplicaDirectoryId"] = 17,
        ["FetchPartitionResponse.CurrentLeader"] = 12,
        ["FetchPartitionResponse.DivergingEpoch"] = 12,
        ["FetchPartitionResponse.LogStartOffset"] = 5,
        ["FetchPartitionResponse.PreferredReadReplica"] = 11,
        ["FetchPartitionResponse.SnapshotId"] = 12,
        ["FetchRequest.ClusterId"] = 12,
        ["FetchRequest.ForgottenTopicsData"] = 7,
        ["FetchRequest.RackId"] = 11,
        ["FetchRequest.ReplicaState"] = 15,
        ["FetchRequest.SessionEpoch"] = 7,
        ["FetchRequest.SessionId"] = 7,
        ["FetchResponse.ErrorCode"] = 7,
        ["FetchResponse.NodeEndpoints"] = 16,
        ["FetchResponse.SessionId"] = 7,
        ["FetchTopic.TopicId"] = 13,
        ["FetchTopicResponse.TopicId"] = 13,
        ["FindCoordinatorRequest.CoordinatorKeys"] = 4,
        ["FindCoordinatorRequest.KeyType"] = 1,
        ["FindCoordinatorResponse.Coordinators"] = 4,
        ["FindCoordinatorResponse.ErrorMessage"] = 1,
        ["FindCoordinatorResponse.ThrottleTimeMs"] = 1,
        ["HeartbeatRequest.GroupInstanceId"] = 3,
        ["HeartbeatResponse.ThrottleTimeMs"] = 1,
        ["InitProducerIdRequest.ProducerEpoch"] = 3,
        ["InitProducerIdRequest.ProducerId"] = 3,
        ["JoinGroupRequest.GroupInstanceId"] = 5,
        ["JoinGroupRequest.RebalanceTimeoutMs"] = 1,
        ["JoinGroupResponse.ThrottleTimeMs"] = 2,
        ["JoinGroupRequest.Reason"] = 8,
        ["JoinGroupResponse.ProtocolType"] = 7,
        ["JoinGroupResponse.SkipAssignment"] = 9,
        ["JoinGroupResponseMember.GroupInstanceId"] = 5,
        ["LeaveGroupRequest.Members"] = 3,
        ["LeaveGroupResponse.Members"] = 3,
        ["LeaveGroupResponse.ThrottleTimeMs"] = 1,
        ["LeavingMember.Reason"] = 5,
        ["ListGroupsRequest.StatesFilter"] = 4,
        ["ListGroupsRequest.TypesFilter"] = 5,
        ["ListGroupsResponse.ThrottleTimeMs"] = 1,
        ["ListOffsetsPartition.CurrentLeaderEpoch"] = 4,
        ["ListOffsetsPartitionResponse.LeaderEpoch"] = 4,
        ["ListOffsetsRequest.IsolationLevel"] = 2,
        ["ListOffsetsRequest.TimeoutMs"] = 10,
        ["ListOffsetsResponse.ThrottleTimeMs"] = 2,
        ["ListedGroup.GroupState"] = 4,
        ["ListedGroup.GroupType"] = 5,
        ["MetadataBroker.Rack"] = 1,
        ["MetadataPartition.LeaderEpoch"] = 7,
        ["MetadataPartition.OfflineReplicas"] = 5,
        ["MetadataRequest.AllowAutoTopicCreation"] = 4,
        ["MetadataRequest.IncludeClusterAuthorizedOperations"] = 8,
        ["MetadataRequest.IncludeTopicAuthorizedOperations"] = 8,
        ["MetadataRequestTopic.TopicId"] = 10,
        ["MetadataResponse.ClusterAuthorizedOperations"] = 8,
        ["MetadataResponse.ClusterId"] = 2,
        ["MetadataResponse.ControllerId"] = 1,
        ["MetadataResponse.ErrorCode"] = 13,
        ["MetadataResponse.ThrottleTimeMs"] = 3,
        ["MetadataTopic.IsInternal"] = 1,
        ["MetadataTopic.TopicAuthorizedOperations"] = 8,
        ["MetadataTopic.TopicId"] = 10,
        ["OffsetCommitRequest.GroupInstanceId"] = 7,
        ["OffsetCommitRequestPartition.CommittedLeaderEpoch"] = 6,
        ["OffsetCommitResponse.ThrottleTimeMs"] = 3,
        ["OffsetFetchRequest.Groups"] = 8,
        ["OffsetFetchRequest.RequireStable"] = 7,
        ["OffsetFetchRequestGroup.MemberEpoch"] = 9,
        ["OffsetFetchRequestGroup.MemberId"] = 9,
        ["OffsetFetchResponse.ErrorCode"] = 2,
        ["OffsetFetchResponse.Groups"] = 8,
        ["OffsetFetchResponse.ThrottleTimeMs"] = 3,
        ["OffsetFetchResponsePartitions.CommittedLeaderEpoch"] = 5,
        ["OffsetForLeaderEpochRequest.ReplicaId"] = 3,
        ["ProducePartitionResponse.CurrentLeader"] = 10,
        ["ProducePartitionResponse.ErrorMessage"] = 8,
        ["ProducePartitionResponse.LogStartOffset"] = 5,
        ["ProducePartitionResponse.RecordErrors"] = 8,
        ["ProduceResponse.NodeEndpoints"] = 10,
        ["ProduceTopic.TopicId"] = 13,
        ["ProduceTopicResponse.TopicId"] = 13,
        ["SaslAuthenticateResponse.SessionLifetimeMs"] = 1,
        ["SyncGroupRequest.GroupInstanceId"] = 3,
        ["SyncGroupRequest.ProtocolName"] = 5,
        ["SyncGroupRequest.ProtocolType"] = 5,
        ["SyncGroupResponse.ProtocolName"] = 5,
        ["SyncGroupResponse.ProtocolType"] = 5,
        ["SyncGroupResponse.ThrottleTimeMs"] = 1,
    };

    private static readonly Dictionary<string, short> Until = new()
    {
        ["DeleteTopicsRequest.TopicNames"] = 5,
        ["FetchForgottenTopic.Topic"] = 12,
        ["FetchRequest.ReplicaId"] = 14,
        ["FetchTopic.Topic"] = 12,
        ["FetchTopicResponse.Topic"] = 12,
        ["FindCoordinatorRequest.Key"] = 3,
        ["FindCoordinatorResponse.ErrorCode"] = 3,
        ["FindCoordinatorResponse.ErrorMessage"] = 3,
        ["FindCoordinatorResponse.Host"] = 3,
        ["FindCoordinatorResponse.NodeId"] = 3,
        ["FindCoordinatorResponse.Port"] = 3,
        ["LeaveGroupRequest.MemberId"] = 2,
        ["MetadataRequest.IncludeClusterAuthorizedOperations"] = 10,
        ["MetadataResponse.ClusterAuthorizedOperations"] = 10,
        ["OffsetCommitRequest.RetentionTimeMs"] = 4,
        ["OffsetFetchRequest.GroupId"] = 7,
        ["OffsetFetchRequest.Topics"] = 7,
        ["OffsetFetchResponse.ErrorCode"] = 7,
        ["OffsetFetchResponse.Topics"] = 7,
        ["ProduceTopic.Name"] = 12,
        ["ProduceTopicResponse.Name"] = 12,
    };

    private static readonly Dictionary<string, short> NullableSince = new()
    {
        ["DeletableTopicResult.Name"] = 6,
        ["JoinGroupResponse.ProtocolName"] = 7,
        ["MetadataTopic.Name"] = 12,
        ["OffsetFetchRequest.Topics"] = 2,
    };

    /// <summary>Every message of the catalogue in every version that it declares: API, version, whether it is the request.</summary>
    public static TheoryData<ApiKey, short, bool> All()
    {
        var data = new TheoryData<ApiKey, short, bool>();
        foreach (var api in MessageCatalog.Entries.Select(entry => entry.Api))
        {
            for (var version = api.OldestVersion; version <= api.MaxVersion; version++)
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

    public static bool IsIn(PropertyInfo property, short version) => 
        version == short.MaxValue || (version >= Since.GetValueOrDefault(Name(property)) && version <= Until.GetValueOrDefault(Name(property), short.MaxValue));

    public static bool IsNullable(PropertyInfo property, short version) =>
        new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable && version >= NullableSince.GetValueOrDefault(Name(property));

    private static string Name(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";
}
