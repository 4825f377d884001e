using System.Collections.Frozen;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>All requests that are declared here, with their responses: what a server needs to decode whatever comes.</summary>
public static class MessageCatalog
{
    private static readonly FrozenDictionary<ApiKey, MessageCatalogEntry> ByKey = new MessageCatalogEntry[]
    {
        Entry<ProduceRequest, ProduceResponse>(ProduceRequest.Spec),
        Entry<FetchRequest, FetchResponse>(FetchRequest.Spec),
        Entry<ListOffsetsRequest, ListOffsetsResponse>(ListOffsetsRequest.Spec),
        Entry<MetadataRequest, MetadataResponse>(MetadataRequest.Spec),
        Entry<OffsetCommitRequest, OffsetCommitResponse>(OffsetCommitRequest.Spec),
        Entry<OffsetFetchRequest, OffsetFetchResponse>(OffsetFetchRequest.Spec),
        Entry<FindCoordinatorRequest, FindCoordinatorResponse>(FindCoordinatorRequest.Spec),
        Entry<JoinGroupRequest, JoinGroupResponse>(JoinGroupRequest.Spec),
        Entry<HeartbeatRequest, HeartbeatResponse>(HeartbeatRequest.Spec),
        Entry<LeaveGroupRequest, LeaveGroupResponse>(LeaveGroupRequest.Spec),
        Entry<SyncGroupRequest, SyncGroupResponse>(SyncGroupRequest.Spec),
        Entry<DescribeGroupsRequest, DescribeGroupsResponse>(DescribeGroupsRequest.Spec),
        Entry<ListGroupsRequest, ListGroupsResponse>(ListGroupsRequest.Spec),
        Entry<SaslHandshakeRequest, SaslHandshakeResponse>(SaslHandshakeRequest.Spec),
        Entry<ApiVersionsRequest, ApiVersionsResponse>(ApiVersionsRequest.Spec),
        Entry<CreateTopicsRequest, CreateTopicsResponse>(CreateTopicsRequest.Spec),
        Entry<DeleteTopicsRequest, DeleteTopicsResponse>(DeleteTopicsRequest.Spec),
        Entry<InitProducerIdRequest, InitProducerIdResponse>(InitProducerIdRequest.Spec),
        Entry<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse>(OffsetForLeaderEpochRequest.Spec),
        Entry<DescribeAclsRequest, DescribeAclsResponse>(DescribeAclsRequest.Spec),
        Entry<CreateAclsRequest, CreateAclsResponse>(CreateAclsRequest.Spec),
        Entry<DeleteAclsRequest, DeleteAclsResponse>(DeleteAclsRequest.Spec),
        Entry<DescribeConfigsRequest, DescribeConfigsResponse>(DescribeConfigsRequest.Spec),
        Entry<DescribeLogDirsRequest, DescribeLogDirsResponse>(DescribeLogDirsRequest.Spec),
        Entry<SaslAuthenticateRequest, SaslAuthenticateResponse>(SaslAuthenticateRequest.Spec),
        Entry<CreatePartitionsRequest, CreatePartitionsResponse>(CreatePartitionsRequest.Spec),
        Entry<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse>(IncrementalAlterConfigsRequest.Spec),
        Entry<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse>(ListPartitionReassignmentsRequest.Spec),
        Entry<DescribeQuorumRequest, DescribeQuorumResponse>(DescribeQuorumRequest.Spec),
        Entry<DescribeClusterRequest, DescribeClusterResponse>(DescribeClusterRequest.Spec),
        Entry<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse>(DescribeTopicPartitionsRequest.Spec),
    }.ToFrozenDictionary(entry => entry.Api.Key);

    /// <summary>All entries, ascending by the request's number.</summary>
    public static IReadOnlyList<MessageCatalogEntry> Entries { get; } = [.. ByKey.Values.OrderBy(entry => entry.Api.Key)];

    /// <summary>The entry of a request; null where the request is not declared here.</summary>
    public static MessageCatalogEntry? Find(ApiKey key) => ByKey.GetValueOrDefault(key);

    private static MessageCatalogEntry Entry<TRequest, TResponse>(ApiSpec api)
        where TRequest : KafkaRequest<TResponse>, new()
        where TResponse : KafkaMessage, new() => new(api, static () => new TRequest(), static () => new TResponse());
}

/// <summary>A request and its response.</summary>
/// <param name="Api">The request's number and versions.</param>
/// <param name="NewRequest">Makes an empty request, to be read into.</param>
/// <param name="NewResponse">Makes an empty response, to be filled or read into.</param>
public sealed record MessageCatalogEntry(ApiSpec Api, Func<KafkaMessage> NewRequest, Func<KafkaMessage> NewResponse);
