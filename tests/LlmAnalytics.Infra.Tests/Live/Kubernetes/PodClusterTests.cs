using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Kubernetes;

/// <summary>Six pods that each test makes a cluster of, or finds as one, and leaves as they were.</summary>
public abstract class PodClusterTests(LiveKubernetesFixture fixture) : KubernetesTests(fixture), IAsyncLifetime
{
    private protected const string Ready = """{"conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[]}""";

    private static readonly string[] Changing =
        ["cluster|addslotsrange", "cluster|addslots", "cluster|meet", "cluster|replicate", "cluster|set-config-epoch", "cluster|forget", "cluster|reset", "config|set"];

    private static readonly string[] Writing = ["set", "del"];

    private readonly LiveKubernetesFixture _fixture = fixture;
    private DirectoryInfo? _journal;

    private protected KubernetesTestRedis Pods => _fixture.Joined;

    // How fast a busy machine's nodes answer is judged elsewhere.
    private protected static RedisHealthQuery Query { get; } = new() { Patience = TimeSpan.FromSeconds(5), MaxRoundTripMs = 30_000 };

    public async Task InitializeAsync()
    {
        if (KubernetesDistribution.SkipReason is null)
        {
            _journal = Directory.CreateTempSubdirectory("llm-journal-");
            await Task.WhenAll(Enumerable.Range(0, Pods.Replicas).Select(index => Pods.CommandAsync(index, "CLUSTER", "RESET", "HARD")));
        }
    }

    public Task DisposeAsync()
    {
        _journal?.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A connection as the user of a kubeconfig, the administrator by default.</summary>
    private protected RedisConnection Connect(string? kubeconfig = null, IOperation? operation = null) => new Engine().Redis.Open(
        new RedisConnectionRequest { Kubeconfig = kubeconfig ?? Cluster.AdminKubeconfig, Namespace = Pods.Namespace }, operation ?? new RecordingOperation());

    /// <summary>A kubeconfig of the user with just the documented rights, through a proxy.</summary>
    private protected async Task<string> BehindAsync(ApiServerProxy proxy) => Cluster.Users.WithToken(
        $"cluster-behind-{proxy.Port}", await Cluster.Users.TokenAsync(LiveKubernetesFixture.Namespace, LiveKubernetesFixture.Operator), proxy.Port);

    private protected async Task<RedisClusterResult> InitializeAsync(RedisConnection connection, IOperation? operation = null, CancellationToken? deadline = null)
    {
        var result = await connection.Cluster.InitializeAsync(new RedisInitialization { JournalFolder = _journal!.FullName }, operation ?? new RecordingOperation(), deadline ?? InTime);
        Assert.Empty(_journal.EnumerateFiles());
        return result;
    }

    private protected static Task<RedisClusterHealth> TestAsync(RedisConnection connection, RedisHealthQuery? query = null, IOperation? operation = null) =>
        connection.Cluster.TestAsync(query ?? Query, operation ?? new RecordingOperation(), InTime);

    /// <summary>Tests until the verdict is as expected; the last one is told where it never is.</summary>
    private protected static async Task<RedisClusterHealth> UntilAsync(RedisConnection connection, Func<RedisClusterHealth, bool> isExpected)
    {
        var deadline = InTime;
        while (true)
        {
            var health = await TestAsync(connection);
            if (isExpected(health))
            {
                return health;
            }

            Assert.False(deadline.IsCancellationRequested, Tell(health));
            await Task.Delay(100);
        }
    }

    /// <summary>How often each command that changes something was carried out by the pods' servers.</summary>
    private protected async Task<IReadOnlyList<string>> ChangesAsync() =>
        [.. (await Task.WhenAll(Enumerable.Range(0, Pods.Replicas).Select(ChangesAsync))).SelectMany(changes => changes)];

    private async Task<IEnumerable<string>> ChangesAsync(int index)
    {
        // A replica repeats what was written on its master, some time later.
        var changing = (await Pods.CommandAsync(index, "ROLE")).StartsWith("master", StringComparison.Ordinal) ? Changing.Concat(Writing) : Changing;
        var statistics = (await Pods.CommandAsync(index, "INFO", "commandstats")).Split("\r\n");
        return statistics.Where(line => changing.Any(command => line.StartsWith($"cmdstat_{command}:", StringComparison.Ordinal))).Select(line => $"{index} {line.Split(',')[0]}");
    }

    /// <summary>The checks with a finding. That servers made for tests have no maxmemory is known.</summary>
    private protected static List<string> Findings(RedisClusterHealth health) =>
        [.. health.Checks.Where(check => check.Status is not ("Passed" or "Skipped") && check.Name != RedisChecks.MemoryLimit).Select(check => $"{check.Name} {check.Status}").Distinct()];

    private protected static string Tell(RedisClusterHealth health) =>
        string.Join(Environment.NewLine, health.Checks.Where(check => check.Status != "Passed").Select(check => $"{check.Name} {check}").Prepend(health.Status));

    private protected static HealthCheck Single(RedisClusterHealth health, string name) => Assert.Single(health.Checks, check => check.Name == name);
}
