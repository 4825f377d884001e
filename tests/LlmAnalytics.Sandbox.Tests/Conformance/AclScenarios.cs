using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Tests.Kafka;

namespace LlmAnalytics.Sandbox.Tests.Conformance;

/// <summary>ACLs, and what one may do without.</summary>
internal static class AclScenarios
{
    private const string Alice = "alice";
    private const string Bob = "bob";

    public static IEnumerable<KeyValuePair<string, Func<Transcript, Task>>> All =>
    [
        new("acls: create, describe, delete", RoundAsync),
        new("acls: wrong ones", WrongAsync),
        new("acls: a user without rights", NoRightsAsync),
        new("acls: a user with some rights", SomeRightsAsync),
    ];

    private static async Task RoundAsync(Transcript t)
    {
        await t.AskAsync("create", Create(
            Acl(AclResourceType.Topic, "x-a", AclOperation.Read), Acl(AclResourceType.Topic, "x-", AclOperation.Write, AclPatternType.Prefixed), Acl(AclResourceType.Topic, "*", AclOperation.Describe, principal: "User:x"),
            Acl(AclResourceType.Group, "x-g", AclOperation.Read), Acl(AclResourceType.Cluster, "kafka-cluster", AclOperation.Create, principal: "User:x")));
        await t.AskAsync("again", Create(Acl(AclResourceType.Topic, "x-a", AclOperation.Read)));
        await t.KnowAclsAsync(5);
        foreach (var pattern in (AclPatternType[])[AclPatternType.Any, AclPatternType.Match, AclPatternType.Literal, AclPatternType.Prefixed])
        {
            await t.AskAsync($"describe {pattern}", new DescribeAclsRequest { ResourceTypeFilter = AclResourceType.Topic, ResourceNameFilter = "x-a", PatternTypeFilter = pattern });
        }

        await t.AskAsync("describe by principal", new DescribeAclsRequest { PrincipalFilter = "User:x" });
        await t.AskAsync("describe by operation", new DescribeAclsRequest { Operation = AclOperation.Write, ResourceNameFilter = "x-" });
        await t.AskAsync("version 1", new DescribeAclsRequest { ResourceTypeFilter = AclResourceType.Group, ResourceNameFilter = "x-g" }, version: 1);
        await t.AskAsync("delete", new DeleteAclsRequest { Filters = [new() { PrincipalFilter = "User:x" }, new() { ResourceTypeFilter = AclResourceType.Topic, ResourceNameFilter = "x-a", PatternTypeFilter = AclPatternType.Match }, new() { ResourceNameFilter = "none" }] });
        await t.KnowAclsAsync(1);
        await t.AskAsync("describe what is left", new DescribeAclsRequest { ResourceNameFilter = "x-g" });
        await t.QuietlyAsync(new DeleteAclsRequest { Filters = [new()] });
        await t.KnowAclsAsync(0);
    }

    private static async Task WrongAsync(Transcript t)
    {
        AclCreation[] wrong =
        [
            Acl(AclResourceType.Topic, "", AclOperation.Read), Acl(AclResourceType.Cluster, "other", AclOperation.Create), Acl(AclResourceType.Any, "x", AclOperation.Read), Acl(AclResourceType.Unknown, "x", AclOperation.Read),
            Acl(AclResourceType.Topic, "x", AclOperation.Any), Acl(AclResourceType.Topic, "x", AclOperation.Unknown), Acl(AclResourceType.Topic, "x", AclOperation.Read, AclPatternType.Match),
            Acl(AclResourceType.Topic, "x", AclOperation.Read, AclPatternType.Any), Acl(AclResourceType.Topic, "x", AclOperation.Read, principal: "alice"), Acl(AclResourceType.Topic, "x", AclOperation.Read, principal: ""),
            Acl(AclResourceType.Topic, "x", AclOperation.Read, permission: AclPermissionType.Any), Acl(AclResourceType.Cluster, "kafka-cluster", AclOperation.Create, AclPatternType.Prefixed),
        ];
        var taken = 0;
        foreach (var acl in wrong)
        {
            var answer = await t.AskAsync($"{acl.ResourceType} '{acl.ResourceName}' {acl.ResourcePatternType} {acl.Operation} {acl.PermissionType} {acl.Principal}", Create(acl));
            taken += answer.Results.Count(result => result.ErrorCode == ErrorCode.None);
        }

        await t.AskAsync("meaningless but taken", Create(Acl(AclResourceType.Cluster, "kafka-cluster", AclOperation.Read), Acl(AclResourceType.Group, "g", AclOperation.Write), Acl(AclResourceType.Topic, "llm *", AclOperation.Read), Acl(AclResourceType.Topic, "*", AclOperation.Read, AclPatternType.Prefixed)));
        await t.KnowAclsAsync(taken + 4);
        await t.AskAsync("as they are", new DescribeAclsRequest());
        await t.QuietlyAsync(new DeleteAclsRequest { Filters = [new()] });
        await t.KnowAclsAsync(0);
    }

    private static async Task NoRightsAsync(Transcript t)
    {
        await t.CreateAsync("r1");
        var id = await t.IdAsync("r1");
        var leader = await t.LeaderAsync("r1");
        await t.AskAsync("metadata of all", new MetadataRequest { Topics = null }, user: Alice);
        await t.AskAsync("metadata of some", new MetadataRequest { Topics = [new() { Name = "r1" }, new() { Name = "r.no" }], IncludeTopicAuthorizedOperations = true }, user: Alice);
        await t.AskAsync("metadata by id", new MetadataRequest { Topics = [new() { Name = null, TopicId = id }] }, user: Alice);
        await t.AskAsync("cluster", new DescribeClusterRequest { IncludeClusterAuthorizedOperations = true }, user: Alice);
        await t.AskAsync("create", new CreateTopicsRequest { Topics = [new() { Name = "r2", NumPartitions = 1, ReplicationFactor = 1 }] }, user: Alice);
        await t.AskAsync("delete", new DeleteTopicsRequest { Topics = [new() { Name = "r1" }, new() { Name = "r.no" }, new() { TopicId = id }] }, user: Alice);
        await t.AskAsync("extend", new CreatePartitionsRequest { Topics = [new() { Name = "r1", Count = 2 }] }, user: Alice);
        await t.AskAsync("configs", new DescribeConfigsRequest { Resources = [new() { ResourceType = ConfigResourceType.Topic, ResourceName = "r1" }, new() { ResourceType = ConfigResourceType.Broker, ResourceName = "1" }] }, user: Alice);
        await t.AskAsync("alter", new IncrementalAlterConfigsRequest { Resources = [new() { ResourceType = ConfigResourceType.Topic, ResourceName = "r1", Configs = [new() { Name = "retention.ms", Value = "1" }] }, new() { ResourceType = ConfigResourceType.Broker, ResourceName = "1", Configs = [new() { Name = "log.cleaner.threads", Value = "1" }] }] }, user: Alice);
        await t.AskAsync("acls", new DescribeAclsRequest(), user: Alice);
        await t.AskAsync("create acls", Create(Acl(AclResourceType.Topic, "x", AclOperation.Read), Acl(AclResourceType.Topic, "y", AclOperation.Read)), user: Alice);
        await t.AskAsync("delete acls", new DeleteAclsRequest { Filters = [new()] }, user: Alice);
        await t.AskAsync("quorum", new DescribeQuorumRequest { Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new()] }] }, user: Alice);
        await t.AskAsync("reassignments", new ListPartitionReassignmentsRequest(), user: Alice);
        await t.AskAsync("log dirs", new DescribeLogDirsRequest(), user: Alice);
        await t.AskAsync("groups", new ListGroupsRequest(), user: Alice);
        await t.AskAsync("coordinator", new FindCoordinatorRequest { CoordinatorKeys = ["g"] }, user: Alice);
        await t.AskAsync("coordinator v2", new FindCoordinatorRequest { Key = "g" }, user: Alice, version: 2);
        await t.AskAsync("offsets of a group", new OffsetFetchRequest { Groups = [new() { GroupId = "g", Topics = [new() { Name = "r1", PartitionIndexes = [0] }] }] }, user: Alice);
        await t.AskAsync("describe a group", new DescribeGroupsRequest { Groups = ["g"], IncludeAuthorizedOperations = true }, user: Alice);
        await t.AskAsync("join", new JoinGroupRequest { GroupId = "g", SessionTimeoutMs = 10000, RebalanceTimeoutMs = 10000, ProtocolType = "consumer", Protocols = [new() { Name = "range" }] }, user: Alice);
        await t.AskAsync("commit", new OffsetCommitRequest { GroupId = "g", Topics = [new() { Name = "r1", Partitions = [new() { CommittedOffset = 1 }] }] }, user: Alice);
        await t.AskAsync("heartbeat", new HeartbeatRequest { GroupId = "g", MemberId = "m", GenerationId = 1 }, user: Alice);
        await t.AskAsync("offsets", Transcript.Latest("r1", 0), leader, user: Alice);
        await t.AskAsync("produce", new ProduceRequest { Acks = -1, TimeoutMs = 5000, TopicData = [new() { Name = "r1", PartitionData = [new() { Records = Records.Batch("a") }] }] }, leader, user: Alice, version: 9);
        await t.AskAsync("fetch", new FetchRequest { MaxWaitMs = 100, MinBytes = 1, Topics = [new() { Topic = "r1", Partitions = [new() { PartitionMaxBytes = 1000 }] }] }, leader, user: Alice, version: 12);
        await t.AskAsync("producer id", new InitProducerIdRequest { TransactionalId = null, TransactionTimeoutMs = 1000 }, user: Alice);
        await t.AskAsync("partitions", new DescribeTopicPartitionsRequest { Topics = [new() { Name = "r1" }] }, user: Alice);
    }

    private static async Task SomeRightsAsync(Transcript t)
    {
        await t.CreateAsync("rr-a");
        await t.CreateAsync("rr-b");
        await t.AskAsync("one", new MetadataRequest { Topics = [new() { Name = "rr-a" }] });
        await t.AskAsync("another", new MetadataRequest { Topics = [new() { Name = "rr-b" }] });
        await t.AskAsync("grant", Create(
            Acl(AclResourceType.Topic, "rr-", AclOperation.Read, AclPatternType.Prefixed, "User:bob"), Acl(AclResourceType.Topic, "rr-b", AclOperation.Read, principal: "User:bob", permission: AclPermissionType.Deny),
            Acl(AclResourceType.Topic, "rr-c", AclOperation.Create, principal: "User:bob"), Acl(AclResourceType.Topic, "rr-a", AclOperation.AlterConfigs, principal: "User:bob")));
        await t.KnowAclsAsync(4);
        foreach (var broker in (int[])[1, 2, 3])
        {
            await t.AskAsync($"metadata of {broker}", new MetadataRequest { Topics = null, IncludeTopicAuthorizedOperations = true }, broker, Bob);
        }

        await t.AskAsync("describe", new DescribeConfigsRequest { Resources = [new() { ResourceType = ConfigResourceType.Topic, ResourceName = "rr-a", ConfigurationKeys = ["retention.ms"] }] }, user: Bob);
        await t.AskAsync("delete", new DeleteTopicsRequest { Topics = [new() { Name = "rr-a" }] }, user: Bob);
        await t.AskAsync("create", new CreateTopicsRequest { Topics = [new() { Name = "rr-c", NumPartitions = 1, ReplicationFactor = 1 }, new() { Name = "rr-d", NumPartitions = 1, ReplicationFactor = 1 }] }, user: Bob);
        await t.QuietlyAsync(new DeleteAclsRequest { Filters = [new()] });
        await t.KnowAclsAsync(0);
    }

    private static CreateAclsRequest Create(params AclCreation[] acls) => new() { Creations = acls };

    private static AclCreation Acl(
        AclResourceType type, string name, AclOperation operation, AclPatternType pattern = AclPatternType.Literal, string principal = "User:someone", AclPermissionType permission = AclPermissionType.Allow) => new()
        {
            ResourceType = type, ResourceName = name, ResourcePatternType = pattern, Principal = principal, Host = "*", Operation = operation, PermissionType = permission,
        };
}
