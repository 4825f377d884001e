using System.Collections.Concurrent;
using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Testing;
using Xunit.Abstractions;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>
/// One broker of three killed or frozen, the active controller too, before and during every topic command: each ends by itself, says what it didn't see, and
/// what it says is so once the cluster is whole again.
/// </summary>
public abstract class BrokerFaultTests(IClusterFixture fixture, ITestOutputHelper output) : LiveTests(fixture)
{
    private const short CreateTopics = 19;

    [ClusterTheory]
    [InlineData(Fault.Kill, false)]
    [InlineData(Fault.Kill, true)]
    [InlineData(Fault.Freeze, false)]
    [InlineData(Fault.Freeze, true)]
    public async Task A_fault_before_the_commands(Fault fault, bool activeController)
    {
        var topics = await TopicsAsync();
        var victim = await VictimAsync(activeController);
        await using var connection = await ConnectAsync(servers: Servers(victim, ListenerKind.Plaintext));
        await connection.Cluster.Topics.GetNamesAsync(InTime);
        try
        {
            await StrikeAsync(fault, victim);
            var commands = new Commands(connection, topics);
            await commands.EndAsync(output);
            await commands.CheckAsync(mayBeUnseen: false);
            Assert.Contains(commands.Creating.Warnings, warning => warning.Contains($"broker {victim.Id} ", StringComparison.Ordinal));
        }
        finally
        {
            await Cluster.HealAsync();
        }

        await CheckClusterAsync(topics);
    }

    [ClusterTheory]
    [InlineData(Fault.Kill, false)]
    [InlineData(Fault.Kill, true)]
    [InlineData(Fault.Freeze, false)]
    [InlineData(Fault.Freeze, true)]
    public async Task A_fault_during_the_commands(Fault fault, bool activeController)
    {
        var topics = await TopicsAsync();
        var victim = await VictimAsync(activeController);
        await using var connection = await ConnectAsync(servers: Servers(victim, ListenerKind.Counted));
        await connection.Cluster.Topics.GetNamesAsync(InTime);
        foreach (var broker in Cluster.Brokers)
        {
            broker.Counter!.Delay = TimeSpan.FromMilliseconds(100); // every answer: so the commands are under way for a while
        }

        Cluster.ClearCountedRequests();
        try
        {
            var commands = new Commands(connection, topics);
            await EventuallyAsync(() => Task.FromResult(Cluster.CountedRequests.Any(request => request.ApiKey == CreateTopics)), "the topic is being created");
            await StrikeAsync(fault, victim);
            await commands.EndAsync(output);
            await commands.CheckAsync(mayBeUnseen: true);
        }
        finally
        {
            await Cluster.HealAsync();
        }

        await CheckClusterAsync(topics);
    }

    [ClusterFact]
    public async Task A_broker_that_is_known_to_be_dead_shows_in_plans_and_in_health()
    {
        var single = await OnBroker3Async();
        await using var connection = await ConnectAsync();
        await Cluster.Broker(3).KillAsync();
        try
        {
            await EventuallyAsync(async () => (await AskAsync(1, new MetadataRequest { Topics = [] })).Brokers.Length == 2, "broker 3 is known to be dead");
            var operation = new RecordingOperation(Approval.WhatIf);
            var result = Assert.Single(await CreateAsync(connection, operation, Definition(NewName("few"), 1, 3)));
            Assert.Equal("replication factor 3, and only 2 brokers are alive: its partitions would be under-replicated from the start.", Assert.Single(result.Warnings));

            // KRaft places replicas on a broker that is registered and dead.
            var name = NewName("few");
            Assert.Equal("Created", Assert.Single(await CreateAsync(connection, new RecordingOperation(), Definition(name, 1, 3, ("min.insync.replicas", "2")))).Status);
            var topic = Assert.Single(await GetAsync(connection, new RecordingOperation(), new TopicQuery { Names = [name], Detailed = true }));
            Assert.Equal(("Degraded", 1, 1, 0), (topic.Health, topic.UnderReplicatedPartitions, topic.AtMinIsrPartitions, topic.UnderMinIsrPartitions));
            Assert.Equal("AtMinIsr", Assert.Single(topic.Partitions).State);
            await EventuallyAsync(async () => (await GetAsync(connection, new RecordingOperation(), new TopicQuery { Names = [single] })) is [{ Health: "Unhealthy", OfflinePartitions: 1 }], "the partition that only broker 3 had is offline");
        }
        finally
        {
            await Cluster.HealAsync();
        }
    }

    /// <summary>A topic whose only replica is on broker 3.</summary>
    private async Task<string> OnBroker3Async()
    {
        var name = NewName("single");
        var response = await AskAsync(1, new CreateTopicsRequest
        {
            Topics = [new CreatableTopic { Name = name, NumPartitions = -1, ReplicationFactor = -1, Assignments = [new CreatableReplicaAssignment { BrokerIds = [3] }] }],
        });
        Assert.Equal(KafkaProtocol.Errors.ErrorCode.None, response.Topics[0].ErrorCode);
        return name;
    }

    private async Task<FaultTopics> TopicsAsync()
    {
        var prefix = NewName("fault");
        var topics = new FaultTopics($"{prefix}-new", $"{prefix}-read", $"{prefix}-set", $"{prefix}-old");
        await PrepareAsync(Definition(topics.Read, 3), Definition(topics.Set, 2), Definition(topics.Old, 2));
        return topics;
    }

    private async Task<BrokerUnderTest> VictimAsync(bool activeController)
    {
        var active = await ActiveControllerAsync();
        return activeController ? Cluster.Broker(active) : Cluster.Brokers.First(broker => broker.Id != active);
    }

    /// <summary>The victim first: the session prefers it, which is the worst for what follows.</summary>
    private string Servers(BrokerUnderTest victim, ListenerKind kind) =>
        string.Join(',', Cluster.Brokers.OrderBy(broker => broker == victim ? 0 : 1).Select(broker => broker.Address(kind)));

    private static async Task StrikeAsync(Fault fault, BrokerUnderTest victim)
    {
        if (fault == Fault.Kill)
        {
            await victim.KillAsync();
        }
        else
        {
            victim.Freeze();
        }
    }

    /// <summary>Whether all brokers, the one that was struck too, show what the commands said.</summary>
    private async Task CheckClusterAsync(FaultTopics topics)
    {
        foreach (var broker in Cluster.Brokers)
        {
            await EventuallyAsync(async () => (await TopicAsync(topics.New, broker.Id))?.Partitions.Length == 2, $"broker {broker.Id} shows the new topic");
            await EventuallyAsync(async () => await TopicAsync(topics.Old, broker.Id) is null, $"broker {broker.Id} has forgotten the removed topic");
            await EventuallyAsync(async () => (await OwnSettingsAsync(topics.Set, broker.Id)).GetValueOrDefault("retention.ms") == "1000", $"broker {broker.Id} shows the setting");
            await EventuallyAsync(async () => (await TopicAsync(topics.Set, broker.Id))?.Partitions.Length == 4, $"broker {broker.Id} shows the partitions");
        }

        await using var connection = await ConnectAsync();
        await EventuallyAsync(
            async () => (await GetAsync(connection, new RecordingOperation(), new TopicQuery { Names = [topics.New, topics.Read, topics.Set] })) is [_, _, _] all && all.All(topic => topic.Health == "Healthy"),
            "all topics are whole again");
    }

    /// <summary>What befalls a broker.</summary>
    public enum Fault
    {
        Kill,
        Freeze,
    }

    internal sealed record FaultTopics(string New, string Read, string Set, string Old);

    /// <summary>All four commands at once on one connection.</summary>
    private sealed class Commands
    {
        private readonly long _startedAt = Stopwatch.GetTimestamp();
        private readonly ConcurrentDictionary<string, TimeSpan> _took = [];
        private readonly Task<List<KafkaTopicResult>> _create;
        private readonly Task<List<KafkaTopic>> _get;
        private readonly Task<List<KafkaTopicResult>> _set;
        private readonly Task<List<KafkaTopicResult>> _remove;

        public Commands(KafkaConnection connection, FaultTopics topics)
        {
            _create = TimedAsync("create", CreateAsync(connection, Creating, Definition(topics.New, 2, 2)));
            _get = TimedAsync("get", GetAsync(connection, Getting, new TopicQuery { Names = [topics.Read], Detailed = true }));
            _set = TimedAsync("set", SetAsync(connection, Setting, new TopicChange { Names = [topics.Set], Config = new Dictionary<string, string> { ["retention.ms"] = "1000" }, Partitions = 4 }));
            _remove = TimedAsync("remove", RemoveAsync(connection, Removing, topics.Old));
        }

        public RecordingOperation Creating { get; } = new();

        public RecordingOperation Getting { get; } = new();

        public RecordingOperation Setting { get; } = new();

        public RecordingOperation Removing { get; } = new();

        /// <summary>Waits for all of them, and writes how long each took and what it told.</summary>
        public async Task EndAsync(ITestOutputHelper output)
        {
            await Task.WhenAll(_create, _get, _set, _remove).WaitAsync(Deadline + TimeSpan.FromSeconds(10));
            output.WriteLine(string.Join(", ", _took.Select(command => $"{command.Key} {command.Value.TotalSeconds:0.0} s")));
            foreach (var (name, operation) in new[] { ("create", Creating), ("get", Getting), ("set", Setting), ("remove", Removing) })
            {
                operation.Warnings.ToList().ForEach(warning => output.WriteLine($"{name} warns: {warning}"));
                operation.Problems.ToList().ForEach(problem => output.WriteLine($"{name} fails: {problem}"));
            }
        }

        /// <summary>Whether each command did what it was to do and says so.</summary>
        /// <param name="mayBeUnseen">Whether a broker may have shown a change before it was struck.</param>
        public async Task CheckAsync(bool mayBeUnseen)
        {
            Assert.All([Creating, Getting, Setting, Removing], operation => Assert.Empty(operation.Problems));
            var created = Assert.Single(await _create);
            Assert.Equal(("Created", 2), (created.Status, created.PartitionCount));
            Assert.Contains(created.Availability, (string[])["Visible", "Pending"]);
            Assert.Equal(3, Assert.Single(await _get).PartitionCount);
            var changed = Assert.Single(await _set);
            Assert.Equal(("Changed", 4), (changed.Status, changed.PartitionCount));
            var removed = Assert.Single(await _remove);
            Assert.Equal("Removed", removed.Status);
            if (!mayBeUnseen)
            {
                Assert.All([created, changed, removed], result => Assert.NotEmpty(result.Warnings));
            }
        }

        private async Task<T> TimedAsync<T>(string name, Task<T> command)
        {
            var result = await command;
            _took[name] = Stopwatch.GetElapsedTime(_startedAt);
            return result;
        }
    }
}

[OnBrokers, Collection(KafkaCollection.Name)]
public sealed class BrokerFaultTestsOnBrokers(LiveClusterFixture fixture, ITestOutputHelper output) : BrokerFaultTests(fixture, output);

[Collection(SimulationCollection.Name)]
public sealed class BrokerFaultTestsOnSimulation(LiveSimulationFixture fixture, ITestOutputHelper output) : BrokerFaultTests(fixture, output);
