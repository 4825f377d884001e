using System.Collections.Frozen;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Answers a request; null for no answer at all (records that nobody waits to have confirmed).</summary>
internal delegate ValueTask<KafkaMessage?> RequestHandler(RequestContext context, KafkaMessage request, CancellationToken cancellationToken);

/// <summary>
/// Which requests the simulation answers, and by what: one line each. A request that is not here is not in the answer to ApiVersions either, so that clients
/// know at once.
/// </summary>
internal static class HandlerTable
{
    private static readonly FrozenDictionary<ApiKey, RequestHandler> Handlers = new Dictionary<ApiKey, RequestHandler>
    {
        [ApiKey.Produce] = Sync<ProduceRequest>(ProduceHandler.Handle),
        [ApiKey.Fetch] = Async<FetchRequest>(FetchHandler.HandleAsync),
        [ApiKey.ListOffsets] = Sync<ListOffsetsRequest>(ListOffsetsHandler.Handle),
        [ApiKey.Metadata] = Sync<MetadataRequest>(MetadataHandler.Handle),
        [ApiKey.OffsetCommit] = Sync<OffsetCommitRequest>(OffsetHandlers.Commit),
        [ApiKey.OffsetFetch] = Sync<OffsetFetchRequest>(OffsetHandlers.Fetch),
        [ApiKey.FindCoordinator] = Sync<FindCoordinatorRequest>(FindCoordinatorHandler.Handle),
        [ApiKey.JoinGroup] = Async<JoinGroupRequest>(MembershipHandlers.JoinAsync),
        [ApiKey.Heartbeat] = Sync<HeartbeatRequest>(MembershipHandlers.Heartbeat),
        [ApiKey.LeaveGroup] = Sync<LeaveGroupRequest>(MembershipHandlers.Leave),
        [ApiKey.SyncGroup] = Async<SyncGroupRequest>(MembershipHandlers.SyncAsync),
        [ApiKey.DescribeGroups] = Sync<DescribeGroupsRequest>(GroupHandlers.Describe),
        [ApiKey.ListGroups] = Sync<ListGroupsRequest>(GroupHandlers.List),
        [ApiKey.SaslHandshake] = Sync<SaslHandshakeRequest>(SaslHandshakeHandler.Handle),
        [ApiKey.ApiVersions] = Sync<ApiVersionsRequest>(ApiVersionsHandler.Handle),
        [ApiKey.CreateTopics] = Sync<CreateTopicsRequest>(CreateTopicsHandler.Handle),
        [ApiKey.DeleteTopics] = Sync<DeleteTopicsRequest>(DeleteTopicsHandler.Handle),
        [ApiKey.InitProducerId] = Sync<InitProducerIdRequest>(InitProducerIdHandler.Handle),
        [ApiKey.OffsetForLeaderEpoch] = Sync<OffsetForLeaderEpochRequest>(OffsetForLeaderEpochHandler.Handle),
        [ApiKey.DescribeAcls] = Sync<DescribeAclsRequest>(AclHandlers.Describe),
        [ApiKey.CreateAcls] = Sync<CreateAclsRequest>(AclHandlers.Create),
        [ApiKey.DeleteAcls] = Sync<DeleteAclsRequest>(AclHandlers.Delete),
        [ApiKey.DescribeConfigs] = Sync<DescribeConfigsRequest>(DescribeConfigsHandler.Handle),
        [ApiKey.DescribeLogDirs] = Sync<DescribeLogDirsRequest>(DescribeLogDirsHandler.Handle),
        [ApiKey.SaslAuthenticate] = Sync<SaslAuthenticateRequest>(SaslAuthenticateHandler.Handle),
        [ApiKey.CreatePartitions] = Sync<CreatePartitionsRequest>(CreatePartitionsHandler.Handle),
        [ApiKey.IncrementalAlterConfigs] = Sync<IncrementalAlterConfigsRequest>(IncrementalAlterConfigsHandler.Handle),
        [ApiKey.ListPartitionReassignments] = Sync<ListPartitionReassignmentsRequest>(ListPartitionReassignmentsHandler.Handle),
        [ApiKey.DescribeQuorum] = Sync<DescribeQuorumRequest>(DescribeQuorumHandler.Handle),
        [ApiKey.DescribeCluster] = Sync<DescribeClusterRequest>(DescribeClusterHandler.Handle),
        [ApiKey.DescribeTopicPartitions] = Sync<DescribeTopicPartitionsRequest>(DescribeTopicPartitionsHandler.Handle),
    }.ToFrozenDictionary();

    /// <summary>The requests that are answered.</summary>
    public static IEnumerable<ApiSpec> Apis => MessageCatalog.Entries.Select(entry => entry.Api).Where(api => Handlers.ContainsKey(api.Key));

    /// <summary>What answers a request; null for nothing.</summary>
    public static RequestHandler? Find(ApiKey key) => Handlers.GetValueOrDefault(key);

    private static RequestHandler Sync<T>(Func<RequestContext, T, KafkaMessage?> handle)
        where T : KafkaMessage => (context, request, _) => ValueTask.FromResult(handle(context, (T)request));

    private static RequestHandler Async<T>(Func<RequestContext, T, CancellationToken, ValueTask<KafkaMessage?>> handle)
        where T : KafkaMessage => (context, request, cancellationToken) => handle(context, (T)request, cancellationToken);
}
