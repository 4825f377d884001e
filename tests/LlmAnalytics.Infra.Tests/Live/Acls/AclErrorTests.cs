using LlmAnalytics.Engine;
using LlmAnalytics.Testing;
using Xunit.Abstractions;

namespace LlmAnalytics.Infra.Tests.Live.Acls;

/// <summary>What keeps the commands from working: no right, no authorizer, brokers and controllers that are gone.</summary>
public abstract class AclErrorTests(IClusterFixture fixture, ITestOutputHelper output) : AclTests(fixture), IAsyncLifetime
{
    private const short DescribeAcls = 29;

    public Task InitializeAsync() => ClearAsync();

    public Task DisposeAsync() => ClearAsync();

    [ClusterFact]
    public async Task Without_a_right_nothing_is_an_empty_list()
    {
        await using var admin = await ConnectAsync();
        await GrantAsync(admin, new RecordingOperation(), Acl("Read", "Topic", "x"));
        await using var connection = await ConnectAsync(ListenerKind.Sasl, KafkaUsers.Alice);
        foreach (var problem in await ProblemsAsync(connection))
        {
            Assert.Equal((ErrorIds.KafkaAuthorizationFailed, ProblemCategory.PermissionDenied), (problem.ErrorId, problem.Category));
            Assert.Contains("DESCRIBE on the cluster", problem.Message, StringComparison.Ordinal);
        }

        var health = await connection.Cluster.Acls.TestAsync(new AclHealthQuery(), new RecordingOperation(), InTime);
        Assert.Equal(("Degraded", null), (health.Status, health.AclCount));
        Assert.All(health.Checks, check => Assert.Equal("Unknown", check.Status));
    }

    [ClusterFact]
    public async Task Who_may_see_ACLs_and_not_change_them_is_told_so_by_the_plan_too()
    {
        await using var admin = await ConnectAsync();
        await GrantAsync(admin, new RecordingOperation(), Acl("Describe", "Cluster", "kafka-cluster"));
        await using var connection = await ConnectAsync(ListenerKind.Sasl, KafkaUsers.Alice);
        Assert.Single(await AclsAsync(connection));
        foreach (var approval in new[] { Approval.Approved, Approval.WhatIf })
        {
            var granting = await Assert.ThrowsAsync<ProblemException>(() => GrantAsync(connection, new RecordingOperation(approval), Acl("Read", "Topic", "x")));
            var revoking = await Assert.ThrowsAsync<ProblemException>(() => RevokeAsync(connection, new RecordingOperation(approval), new AclFilter { Principals = [Alice] }));
            Assert.All([granting, revoking], e => Assert.Equal(ErrorIds.KafkaAuthorizationFailed, e.Problem.ErrorId));
            Assert.All([granting, revoking], e => Assert.Contains("the right ALTER on the cluster", e.Problem.Message, StringComparison.Ordinal));
        }

        Assert.Single(await AclsAsync(admin));
    }

    [ClusterFact]
    public async Task Without_an_authorizer_every_command_says_so()
    {
        await using var plain = await StartWithoutAuthorizerAsync();
        await using var connection = await ConnectAsync(new Dictionary<string, string>(), plain.BootstrapServers(ListenerKind.Plaintext));
        Assert.All(await ProblemsAsync(connection), problem => Assert.Equal((ErrorIds.AclAuthorizerDisabled, ProblemCategory.InvalidOperation), (problem.ErrorId, problem.Category)));

        var health = await connection.Cluster.Acls.TestAsync(new AclHealthQuery(), new RecordingOperation(), InTime);
        Assert.Equal(("Unhealthy", "Critical"), (health.Status, health.Checks[0].Status));
    }

    [ClusterTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_broker_that_is_down_costs_a_warning(bool frozen, bool activeController)
    {
        var active = await ActiveControllerAsync();
        var victim = Cluster.Brokers.First(broker => broker.Id == active == activeController);
        var servers = string.Join(',', Cluster.Brokers.OrderByDescending(broker => broker == victim).Select(broker => broker.Address(ListenerKind.Plaintext)));
        await using var connection = await ConnectAsync(servers: servers); // the victim first: the session prefers it
        await GrantAsync(connection, new RecordingOperation(), Acl("Read", "Topic", "old"));
        try
        {
            if (frozen)
            {
                victim.Freeze();
            }
            else
            {
                await victim.KillAsync();
            }

            var operation = new RecordingOperation();
            var granted = await GrantAsync(connection, operation, Acl("Read", "Topic", "x"), Acl("Read", "Topic", "y"));
            Assert.Empty(operation.Problems);
            Assert.All(granted, result => Assert.Equal("Created", result.Status));
            Assert.Contains(granted[0].Warnings, warning => warning.Contains($"broker {victim.Id} ", StringComparison.Ordinal));
            operation.Warnings.ToList().ForEach(output.WriteLine);

            var revoked = await RevokeAsync(connection, operation, new AclFilter { ResourceNames = ["old"] });
            Assert.Empty(operation.Problems);
            Assert.Equal("Removed", Assert.Single(revoked).Status);
            Assert.Equal(["x", "y"], (await AclsAsync(connection)).Select(acl => acl.ResourceName));
        }
        finally
        {
            await Cluster.HealAsync();
        }

        foreach (var broker in Cluster.Brokers)
        {
            await EventuallyAsync(
                async () => (await AskAsync(broker.Id, new KafkaProtocol.Messages.DescribeAclsRequest())).Resources.Select(resource => resource.ResourceName).Order().SequenceEqual(["x", "y"]), $"broker {broker.Id} knows what was done");
        }
    }

    [ClusterFact]
    public async Task A_copy_of_a_write_that_a_broker_holds_on_to_is_warned_of_and_does_arrive_later()
    {
        await using var connection = await ConnectAsync(ListenerKind.Counted);
        Cluster.ClearCountedRequests();
        var held = new List<BrokerUnderTest>();
        try
        {
            // Between the look and the write, whoever answered the look falls silent: it is the one that gets the write first.
            var operation = new RecordingOperation();
            var pausing = new PausingOperation(operation, () =>
            {
                held.AddRange(Cluster.Brokers.Where(broker => broker.Counter!.Count(DescribeAcls) > 0));
                held.ForEach(broker => broker.Counter!.Pause());
            });
            var granted = await GrantAsync(connection, pausing, Acl("Read", "Topic", "x"));
            Assert.Equal("Created", Assert.Single(granted).Status);
            Assert.Contains(granted[0].Warnings, warning => warning.StartsWith("A copy of CreateAcls", StringComparison.Ordinal));

            await using var admin = await ConnectAsync();
            await RevokeAsync(admin, new RecordingOperation(), new AclFilter { Principals = [Alice] });
            Assert.Empty(await AclsAsync(admin));
            held.ForEach(broker => broker.Counter!.Resume());
            await EventuallyAsync(async () => (await AclsAsync(admin)).Count == 1, "the copy has arrived");
        }
        finally
        {
            held.ForEach(broker => broker.Counter!.Resume());
        }
    }

    [ClusterFact]
    public async Task Where_no_broker_answers_the_command_ends_in_time()
    {
        await using var connection = await ConnectAsync();
        await GrantAsync(connection, new RecordingOperation(), Acl("Read", "Topic", "x"));
        try
        {
            foreach (var broker in Cluster.Brokers)
            {
                broker.Freeze();
            }

            var operation = new RecordingOperation();
            var failure = await Assert.ThrowsAsync<ProblemException>(() => AllAsync(
                connection.Cluster.Acls.GrantAsync(new AclGrant { Acls = [Acl("Read", "Topic", "y")] }, operation, Within(TimeSpan.FromSeconds(3)))));
            Assert.Equal(ErrorIds.KafkaBrokerNotResponding, failure.Problem.ErrorId); // not even read: nothing was sent to be unsure of
        }
        finally
        {
            await Cluster.HealAsync();
        }
    }

    private protected abstract Task<ClusterUnderTest> StartWithoutAuthorizerAsync();

    private static async Task<List<Problem>> ProblemsAsync(KafkaConnection connection)
    {
        var acl = Acl("Read", "Topic", "x");
        var question = new AclQuestion { Principal = Alice, Operation = "Read", ResourceType = "Topic", ResourceName = "x" };
        Func<Task>[] commands =
        [
            () => AclsAsync(connection),
            () => GrantAsync(connection, new RecordingOperation(), acl),
            () => GrantAsync(connection, new RecordingOperation(Approval.WhatIf), acl),
            () => RevokeAsync(connection, new RecordingOperation(), new AclFilter { Principals = [Alice] }),
            () => connection.Cluster.Acls.ExplainAsync(question, new RecordingOperation(), InTime),
        ];
        var problems = new List<Problem>();
        foreach (var command in commands)
        {
            problems.Add((await Assert.ThrowsAsync<ProblemException>(command)).Problem);
        }

        return problems;
    }

    /// <summary>Does something when it is asked for approval, which it gives.</summary>
    private sealed class PausingOperation(RecordingOperation inner, Action whenAsked) : IOperation
    {
        public ValueTask<Approval> ApproveAsync(string target, string action)
        {
            whenAsked();
            return inner.ApproveAsync(target, action);
        }

        public void Report(Problem problem) => inner.Report(problem);

        public void Warn(string message) => inner.Warn(message);

        public void Verbose(string message) => inner.Verbose(message);

        public void Progress(string status, int percent) => inner.Progress(status, percent);
    }
}

[OnBrokers, Collection(KafkaCollection.Name)]
public sealed class AclErrorTestsOnBrokers(LiveClusterFixture fixture, ITestOutputHelper output) : AclErrorTests(fixture, output)
{
    private protected override async Task<ClusterUnderTest> StartWithoutAuthorizerAsync() => await KafkaTestCluster.StartAsync(new KafkaClusterOptions
    {
        Brokers = 1,
        Properties = new Dictionary<string, string> { ["authorizer.class.name"] = "", ["min.insync.replicas"] = "1" },
    });
}

[Collection(SimulationCollection.Name)]
public sealed class AclErrorTestsOnSimulation(LiveSimulationFixture fixture, ITestOutputHelper output) : AclErrorTests(fixture, output)
{
    private protected override async Task<ClusterUnderTest> StartWithoutAuthorizerAsync() =>
        await SimulatedTestCluster.StartAsync(new Sandbox.Kafka.SimulatedClusterOptions { Brokers = 1, HasAuthorizer = false });
}
