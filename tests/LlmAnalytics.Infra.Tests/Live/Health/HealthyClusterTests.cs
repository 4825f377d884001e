using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Health;

/// <summary>A cluster that is well, and those who may not see it.</summary>
public abstract class HealthyClusterTests(IClusterFixture fixture) : HealthTests(fixture)
{
    [ClusterFact]
    public async Task Every_check_passes_and_the_figures_are_right()
    {
        await using var connection = await ConnectToHealthyAsync();
        var operation = new RecordingOperation();
        var health = await TestAsync(connection, Query with { IncludeRoundTrip = true }, operation);
        Assert.True(health.Healthy, Tell(health));
        Assert.Equal(HealthChecks.All, health.Checks.Select(check => check.Name));
        Assert.Equal((Cluster.ClusterId, await ActiveControllerAsync(), 3, 14), (health.ClusterId, health.ControllerId, health.BrokerCount, health.LlmTopicCount));
        Assert.Equal((0, 0, 0, 0), (health.UnderReplicatedPartitions, health.OfflinePartitions, health.UnderMinIsrPartitions, health.AtMinIsrPartitions));
        Assert.StartsWith("topic 'llm-round-trip-", Assert.Single(operation.Questions).Target, StringComparison.Ordinal);
        Assert.Empty(operation.Warnings);
        await HasNoRoundTripTopicAsync();
        await HasNoThreadOfLibrdkafkaAsync();
    }

    [ClusterFact]
    public async Task A_round_trip_that_is_ended_in_the_middle_leaves_no_topic()
    {
        await using var connection = await ConnectToHealthyAsync();
        using var stop = new CancellationTokenSource();
        var operation = new StoppingOperation("Topic 'llm-round-trip-", stop);
        var health = await connection.Cluster.Health.TestAsync(Query with { IncludeRoundTrip = true }, operation, stop.Token);
        Assert.True(stop.IsCancellationRequested);
        Assert.Equal("Critical", Single(health, HealthChecks.RoundTrip).Status);
        await HasNoRoundTripTopicAsync();
        await HasNoThreadOfLibrdkafkaAsync();
    }

    [ClusterFact]
    public async Task Brokers_are_read_with_their_settings()
    {
        await using var connection = await ConnectToHealthyAsync();
        var operation = new RecordingOperation();
        var rows = await AllAsync(connection.Cluster.Health.GetBrokersAsync(new BrokerQuery { Ids = [2, 3, 9], Detailed = true }, operation, InTime));
        Assert.Equal([2, 3], rows.Select(row => row.Id));
        Assert.Equal(ErrorIds.BrokerNotFound, Assert.Single(operation.Problems).ErrorId);
        var controller = await ActiveControllerAsync();
        Assert.All(rows, row =>
        {
            Assert.Equal(("Online", $"rack{row.Id}", Cluster.Broker(row.Id).Port(ListenerKind.Plaintext), row.Id == controller, false), (row.State, row.Rack, row.Port, row.IsController, row.Fenced));
            Assert.Equal("2", Assert.Single(row.Settings, setting => setting.Name == "min.insync.replicas").Value);
        });
    }

    [ClusterFact]
    public async Task A_user_without_rights_learns_which_ones_are_missing()
    {
        await (await ConnectToHealthyAsync()).DisposeAsync();
        await using var connection = await ConnectAsync(ListenerKind.Sasl, KafkaUsers.Alice);
        var health = await TestAsync(connection);
        string[] passed = [HealthChecks.BrokerReachable, HealthChecks.BrokerCount, HealthChecks.Racks, HealthChecks.Metadata];
        Assert.True(passed.SequenceEqual(health.Checks.Where(check => check.Status == "Passed").Select(check => check.Name)), Tell(health));
        Assert.All(Failed(health), check =>
        {
            Assert.Equal("Unknown", check.Status);
            Assert.Contains("DESCRIBE", check.Message, StringComparison.Ordinal);
            Assert.Contains("grant", check.Remedy, StringComparison.Ordinal);
        });
        Assert.Equal("Degraded", health.Status);
    }

    [ClusterFact]
    public async Task A_wrong_password_is_the_verdict()
    {
        var properties = KafkaClientProperties.For(Cluster, ListenerKind.Sasl);
        properties["sasl.jaas.config"] = properties["sasl.jaas.config"].Replace("admin-secret", "wr0ng-secret", StringComparison.Ordinal);
        var health = await TestUnopenedAsync(properties, Cluster.BootstrapServers(ListenerKind.Sasl));
        Assert.Equal(ErrorIds.KafkaAuthenticationFailed, health.Checks[0].Observed);
        Assert.Contains("'admin'", health.Checks[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-secret", Tell(health), StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task The_number_of_requests_does_not_depend_on_the_number_of_topics()
    {
        await (await ConnectToHealthyAsync()).DisposeAsync();
        var few = await CountAsync();
        Assert.InRange(few, 1, 12 * Cluster.Brokers.Count); // some seven a broker, seven that any answers, two a coordinator
        var names = Enumerable.Range(0, 86).Select(index => $"more-{index:00}").ToArray();
        await PrepareAsync([.. names.Select(name => Definition(name))]);
        try
        {
            Assert.Equal(few, await CountAsync());
        }
        finally
        {
            await using var connection = await ConnectAsync();
            await RemoveAsync(connection, new RecordingOperation(), names);
        }
    }

    [ClusterFact]
    public async Task A_deadline_in_the_middle_leaves_a_verdict_of_what_was_seen()
    {
        await using var connection = await ConnectToHealthyAsync(ListenerKind.Counted);
        Cluster.Broker(2).Counter!.Pause();
        try
        {
            var startedAt = Stopwatch.GetTimestamp();
            var health = await connection.Cluster.Health.TestAsync(Query with { Patience = Deadline }, new RecordingOperation(), Within(TimeSpan.FromSeconds(3)));
            Assert.True(Stopwatch.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(15), $"It took {Stopwatch.GetElapsedTime(startedAt)}.");
            Assert.StartsWith("broker 2 ", Single(health, HealthChecks.BrokerReachable, "Critical").Target, StringComparison.Ordinal);
            Assert.Equal(("Unhealthy", 2, 14), (health.Status, health.BrokerCount, health.LlmTopicCount));
        }
        finally
        {
            await Cluster.HealAsync(InTime);
        }
    }

    [ClusterFact]
    public async Task No_socket_is_left_though_a_broker_never_answered()
    {
        await (await ConnectToHealthyAsync()).DisposeAsync();
        Cluster.Broker(2).Counter!.Pause();
        try
        {
            await using (var connection = await ConnectAsync(ListenerKind.Counted, servers: Cluster.Broker(1).Address(ListenerKind.Counted)))
            {
                Assert.Equal("Unhealthy", (await TestAsync(connection)).Status);
            }
        }
        finally
        {
            await Cluster.HealAsync(InTime);
        }

        await EventuallyAsync(() => Task.FromResult(Cluster.Brokers.All(broker => broker.Counter!.OpenConnections == 0)), "all connections are closed");
    }

    /// <summary>The requests of one test, its connecting included. The fewest of three: a read that takes a while is put to another broker as well.</summary>
    private async Task<int> CountAsync()
    {
        var counts = new List<int>();
        for (var run = 0; run < 3; run++)
        {
            Cluster.ClearCountedRequests();
            await using var connection = await ConnectAsync(ListenerKind.Counted);
            Assert.Equal("Healthy", (await TestAsync(connection)).Status);
            counts.Add(Cluster.CountedRequests.Count);
        }

        return counts.Min();
    }

    private protected static async Task<KafkaClusterHealth> TestUnopenedAsync(Dictionary<string, string> properties, string servers)
    {
        await using var connection = Kafka.Open(new KafkaConnectionRequest { BootstrapServers = [servers], Properties = properties }, new RecordingOperation());
        var health = await TestAsync(connection);
        Assert.Equal(("Unhealthy", HealthChecks.BrokerReachable, "Critical"), (health.Status, health.Checks[0].Name, health.Checks[0].Status));
        Assert.All(health.Checks.Skip(1), check => Assert.Equal("Unknown", check.Status));
        return health;
    }

    private async Task HasNoRoundTripTopicAsync() => await EventuallyAsync(
        async () => (await AskAsync(1, new LlmAnalytics.KafkaProtocol.Messages.MetadataRequest { Topics = null })).Topics.All(topic => !topic.Name!.StartsWith("llm-round-trip-", StringComparison.Ordinal)),
        "the topic of the round trip is gone");

    /// <summary>librdkafka names its threads; only Linux tells the names.</summary>
    private static async Task HasNoThreadOfLibrdkafkaAsync()
    {
        if (OperatingSystem.IsLinux())
        {
            await EventuallyAsync(() => Task.FromResult(!ThreadNames().Any(name => name.StartsWith("rdk:", StringComparison.Ordinal))), "librdkafka's threads have ended");
        }
    }

    private static IEnumerable<string> ThreadNames()
    {
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            string name;
            try
            {
                name = File.ReadAllText(Path.Combine(task, "comm"));
            }
            catch (IOException)
            {
                continue; // it ended meanwhile
            }

            yield return name;
        }
    }

    /// <summary>Stops everything as soon as it hears of something.</summary>
    private sealed class StoppingOperation(string at, CancellationTokenSource stop) : IOperation
    {
        public ValueTask<Approval> ApproveAsync(string target, string action) => ValueTask.FromResult(Approval.Approved);

        public void Report(Problem problem) => throw new ProblemException(problem);

        public void Warn(string message) => throw new InvalidOperationException(message);

        public void Verbose(string message)
        {
            if (message.StartsWith(at, StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        }

        public void Progress(string status, int percent)
        {
            // Of no interest.
        }
    }
}

[OnBrokers, Collection(KafkaHealthCollection.Name)]
public sealed class HealthyClusterTestsOnBrokers(HealthClusterFixture fixture) : HealthyClusterTests(fixture)
{
    // Here alone: simulated brokers have neither TLS nor tokens.
    [LiveFact]
    public async Task A_token_endpoint_that_refuses_is_the_verdict()
    {
        var properties = KafkaClientProperties.For(fixture.Cluster, ListenerKind.OAuth);
        properties["sasl.jaas.config"] = properties["sasl.jaas.config"].Replace("admin-secret", "wr0ng-secret", StringComparison.Ordinal);
        var health = await TestUnopenedAsync(properties, fixture.Cluster.BootstrapServers(ListenerKind.OAuth));
        Assert.Equal(ErrorIds.KafkaTokenRequestFailed, health.Checks[0].Observed);
        Assert.DoesNotContain("wr0ng-secret", Tell(health), StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task An_expired_certificate_is_the_verdict()
    {
        await using var server = new TlsServer(new TlsServerOptions { Certificate = fixture.Cluster.Certificates.ExpiredServer });
        var health = await TestUnopenedAsync(KafkaClientProperties.For(fixture.Cluster, ListenerKind.SaslSsl), server.Address);
        Assert.Equal(ErrorIds.KafkaServerCertificateExpired, health.Checks[0].Observed);
        Assert.Contains("expired at", health.Checks[0].Message, StringComparison.Ordinal);
    }
}

[Collection(SimulationHealthCollection.Name)]
public sealed class HealthyClusterTestsOnSimulation(HealthSimulationFixture fixture) : HealthyClusterTests(fixture);
