using Confluent.Kafka;
using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Acls;

/// <summary>Granting and revoking, judged by clients that write and read.</summary>
public abstract class GrantTests(IClusterFixture fixture) : AclTests(fixture), IAsyncLifetime
{
    private const short CreateAcls = 30;
    private const short DeleteAcls = 31;

    /// <summary>A consumer without rights is refused by whichever it asks first.</summary>
    private static readonly ErrorCode?[] Refusals = [ErrorCode.TopicAuthorizationFailed, ErrorCode.GroupAuthorizationFailed];

    private static KafkaAclDefinition Producer => Role("Producer").WithPrincipal(Alice);

    private static KafkaAclDefinition Consumer => Role("Consumer").WithPrincipal(Bob);

    private static IEnumerable<KafkaAcl> StandardSet => Kafka.AclCatalog.Where(role => role.Standard).SelectMany(role => role.Acls);

    public Task InitializeAsync() => ClearAsync();

    public Task DisposeAsync() => ClearAsync();

    [ClusterFact]
    public async Task The_roles_let_a_producer_write_and_a_consumer_read_and_without_them_both_are_refused()
    {
        const string topic = "llm-events";
        const string group = "llm-analytics-group";
        await PrepareAsync(Definition(topic));
        await using var connection = await ConnectAsync();
        try
        {
            Assert.Equal(ErrorCode.TopicAuthorizationFailed, await WriteAsync(KafkaUsers.Alice, topic));
            Assert.Contains(await ReadAsync(KafkaUsers.Bob, topic, group), Refusals);

            var operation = new RecordingOperation();
            var granted = await GrantAsync(connection, operation, Producer.Acls.Concat(Consumer.Acls));
            Assert.Empty(operation.Problems);
            Assert.Equal(30, granted.Count(result => result.Status == "Created"));
            Assert.Null(await WriteAsync(KafkaUsers.Alice, topic));
            Assert.Null(await ReadAsync(KafkaUsers.Bob, topic, group));
            Assert.Equal(ErrorCode.GroupAuthorizationFailed, await ReadAsync(KafkaUsers.Bob, topic, "another-group"));
            Assert.Equal(ErrorCode.TopicAuthorizationFailed, await WriteAsync(KafkaUsers.Bob, topic));

            var revoked = await RevokeAsync(connection, operation, new AclFilter { Principals = [Alice, Bob] });
            Assert.Empty(operation.Problems);
            Assert.Equal(30, revoked.Count(result => result.Status == "Removed"));
            Assert.Equal(ErrorCode.TopicAuthorizationFailed, await WriteAsync(KafkaUsers.Alice, topic));
            Assert.Contains(await ReadAsync(KafkaUsers.Bob, topic, group), Refusals);
        }
        finally
        {
            await RemoveAsync(connection, new RecordingOperation(), topic);
        }
    }

    [ClusterFact]
    public async Task The_standard_set_is_one_request_and_the_second_time_none()
    {
        await using var connection = await ConnectAsync(ListenerKind.Counted);
        Cluster.ClearCountedRequests();
        var first = await GrantAsync(connection, new RecordingOperation(), StandardSet);
        Assert.Equal((30, 1), (first.Count(result => result.Status == "Created"), Cluster.CountedRequests.Count(request => request.ApiKey == CreateAcls)));

        Cluster.ClearCountedRequests();
        var operation = new RecordingOperation();
        var second = await GrantAsync(connection, operation, StandardSet);
        Assert.Equal(30, second.Count(result => result.Status == "Unchanged"));
        Assert.Empty(operation.Questions);
        Assert.DoesNotContain(Cluster.CountedRequests, request => request.ApiKey == CreateAcls);
        Assert.Equal(2, Cluster.CountedRequests.Count); // the brokers, and one list
        Assert.Equal(30, (await AclsAsync(connection)).Count);
    }

    [ClusterFact]
    public async Task What_is_there_already_is_left_and_what_is_given_twice_is_created_once()
    {
        await using var connection = await ConnectAsync();
        await GrantAsync(connection, new RecordingOperation(), Acl("Read", "Topic", "one"));
        var two = Acl("read", "topic", "two");
        var results = await GrantAsync(connection, new RecordingOperation(), Acl("Read", "Topic", "one"), two, new KafkaAclResult(two, "Planned") { Role = "Consumer" });
        Assert.Equal([("one", "Unchanged", null), ("two", "Created", "Consumer")], results.Select(result => (result.ResourceName, result.Status, result.Role)));
        Assert.Equal(["one", "two"], (await AclsAsync(connection)).Select(acl => acl.ResourceName));
    }

    [ClusterFact]
    public async Task A_dry_run_writes_nothing()
    {
        await using var connection = await ConnectAsync(ListenerKind.Counted);
        await GrantAsync(connection, new RecordingOperation(), Acl("Read", "Topic", "one"));
        Cluster.ClearCountedRequests();

        var operation = new RecordingOperation(Approval.WhatIf);
        var granted = await GrantAsync(connection, operation, Acl("Read", "Topic", "one"), Acl("Read", "Topic", "two"));
        Assert.Equal([("one", "Unchanged"), ("two", "Planned")], granted.Select(result => (result.ResourceName, result.Status)));
        Assert.Equal([($"ACL \"Allow Read on Topic 'two' to {Alice} from *\" on cluster {Cluster.ClusterId}", "Create")], operation.Questions);

        var revoked = await RevokeAsync(connection, operation, new AclFilter { Principals = [Alice] });
        Assert.Equal([("one", "Planned")], revoked.Select(result => (result.ResourceName, result.Status)));
        Assert.DoesNotContain(Cluster.CountedRequests, request => request.ApiKey is CreateAcls or DeleteAcls);
        Assert.Equal(["one"], (await AclsAsync(connection)).Select(acl => acl.ResourceName));
        Assert.Empty(operation.Problems);
    }

    [ClusterFact]
    public async Task What_the_operator_declines_is_left()
    {
        await using var connection = await ConnectAsync();
        Assert.Empty(await GrantAsync(connection, new RecordingOperation(Approval.Declined), Acl("Read", "Topic", "one")));
        await GrantAsync(connection, new RecordingOperation(), Acl("Read", "Topic", "one"));
        Assert.Empty(await RevokeAsync(connection, new RecordingOperation(Approval.Declined), new AclFilter { Principals = [Alice] }));
        Assert.Single(await AclsAsync(connection));
    }

    [ClusterFact]
    public async Task Every_broker_knows_the_ACLs_when_the_command_ends()
    {
        await using var connection = await ConnectAsync();
        for (var round = 0; round < 5; round++)
        {
            await GrantAsync(connection, new RecordingOperation(), StandardSet);
            foreach (var broker in Cluster.Brokers)
            {
                Assert.Equal(30, await CountAsync(broker.Id));
            }

            await RevokeAsync(connection, new RecordingOperation(), new AclFilter { Principals = ["User:llm-*"] }, force: true);
            foreach (var broker in Cluster.Brokers)
            {
                Assert.Equal(0, await CountAsync(broker.Id));
            }
        }
    }

    [ClusterFact]
    public async Task A_role_is_revoked_by_its_ACLs_and_what_is_gone_is_unchanged()
    {
        await using var connection = await ConnectAsync();
        await GrantAsync(connection, new RecordingOperation(), [.. Producer.Acls, Acl("Delete", "Topic", "other")]);
        var revocation = new AclRevocation { Acls = [.. Producer.Acls.Select(acl => new KafkaAclResult(acl, "") { Role = "Producer" }), Acl("Delete", "Topic", "gone")] };
        var results = await AllAsync(connection.Cluster.Acls.RevokeAsync(revocation, new RecordingOperation(), InTime));
        Assert.Equal(("gone", "Unchanged", null), (results[0].ResourceName, results[0].Status, results[0].Role));
        Assert.All(results.Skip(1), result => Assert.Equal(("Removed", "Producer"), (result.Status, result.Role)));
        Assert.Equal((13, "other"), (results.Count, Assert.Single(await AclsAsync(connection)).ResourceName));
    }

    [ClusterFact]
    public async Task Everything_there_is_goes_only_by_force()
    {
        await using var connection = await ConnectAsync();
        await GrantAsync(connection, new RecordingOperation(), StandardSet);
        foreach (var filter in new[] { new AclFilter(), new AclFilter { Principals = ["*"] }, new AclFilter { Permissions = ["Allow"] }, new AclFilter { ResourceNames = ["*"] } })
        {
            var problem = await Assert.ThrowsAsync<ProblemException>(() => RevokeAsync(connection, new RecordingOperation(), filter));
            Assert.Equal(ErrorIds.AclFilterTooBroad, problem.Problem.ErrorId);
        }

        Assert.Equal(30, (await AclsAsync(connection)).Count);
        Assert.Equal(30, (await RevokeAsync(connection, new RecordingOperation(), new AclFilter(), force: true)).Count);
        Assert.Empty(await RevokeAsync(connection, new RecordingOperation(), new AclFilter()));
    }

    [ClusterFact]
    public async Task A_denial_that_wins_is_warned_of()
    {
        await using var connection = await ConnectAsync();
        await GrantAsync(connection, new RecordingOperation(), Acl("All", "Topic", "llm-", "User:*", "Prefixed", "Deny"), Acl("Read", "Topic", "x", permission: "Deny"));
        var operation = new RecordingOperation();
        var results = await GrantAsync(connection, operation, Acl("Write", "Topic", "llm-events"), Acl("All", "Topic", "x"), Acl("Write", "Topic", "x"), Acl("Read", "Topic", "y"));
        Assert.Contains("it is void", Assert.Single(results[0].Warnings), StringComparison.Ordinal);
        Assert.Contains("a part of it", Assert.Single(results[1].Warnings), StringComparison.Ordinal);
        Assert.Empty(results[2].Warnings);
        Assert.Empty(results[3].Warnings);
        Assert.Equal(2, operation.Warnings.Count);
    }

    [ClusterFact]
    public async Task Every_kind_of_resource_and_operation_can_be_granted_read_and_revoked()
    {
        await using var connection = await ConnectAsync();
        KafkaAcl[] acls =
        [
            Acl("TwoPhaseCommit", "TransactionalId", "tx-", patternType: "Prefixed"), Acl("Describe", "DelegationToken", "token"), Acl("CreateTokens", "User", Bob),
            Acl("DescribeTokens", "User", Bob, host: "127.0.0.1"), Acl("IdempotentWrite", "Cluster", "kafka-cluster"), Acl("AlterConfigs", "Group", "*", permission: "Deny"),
        ];
        var operation = new RecordingOperation();
        Assert.All(await GrantAsync(connection, operation, acls), result => Assert.Equal("Created", result.Status));
        Assert.Empty(operation.Problems);
        Assert.Equal(acls.ToHashSet(), [.. await AclsAsync(connection)]);
        Assert.Equal(6, (await AllAsync(connection.Cluster.Acls.RevokeAsync(new AclRevocation { Acls = acls }, operation, InTime))).Count(result => result.Status == "Removed"));
    }

    [ClusterFact]
    public async Task What_means_nothing_is_refused_and_the_rest_is_granted()
    {
        await using var connection = await ConnectAsync();
        var operation = new RecordingOperation();
        var results = await GrantAsync(connection, operation, Acl("Read", "Topic", "llm-*"), Acl("Read", "Topic", "good"), Acl("Read", "Topic", "x", "alice"));
        Assert.Equal(["good"], results.Select(result => result.ResourceName));
        Assert.Equal([ErrorIds.AclMeaningless, ErrorIds.AclPrincipalInvalid], operation.Problems.Select(problem => problem.ErrorId));

        var forced = await AllAsync(connection.Cluster.Acls.GrantAsync(new AclGrant { Acls = [Acl("Read", "Topic", "llm-*"), Acl("Read", "Cluster", "x")], Force = true }, operation, InTime));
        Assert.Equal(["llm-*"], forced.Select(result => result.ResourceName));
        Assert.Equal(ErrorIds.AclInvalid, operation.Problems[^1].ErrorId); // the broker itself refuses another cluster's name
    }

    private static KafkaAclDefinition Role(string name) => Kafka.AclCatalog.Single(role => role.Role == name);

    private async Task<int> CountAsync(int broker) =>
        (await AskAsync(broker, new KafkaProtocol.Messages.DescribeAclsRequest())).Resources.Sum(resource => resource.Acls.Length);
}

[OnBrokers, Collection(KafkaCollection.Name)]
public sealed class GrantTestsOnBrokers(LiveClusterFixture fixture) : GrantTests(fixture);

[Collection(SimulationCollection.Name)]
public sealed class GrantTestsOnSimulation(LiveSimulationFixture fixture) : GrantTests(fixture);
