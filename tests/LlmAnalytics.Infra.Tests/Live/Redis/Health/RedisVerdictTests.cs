using System.Diagnostics;
using System.Net;
using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Health;

/// <summary>What live tests of a cluster's verdict have in common: the engine's door to it, and how a verdict is read.</summary>
public abstract class RedisVerdictTests
{
    protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    // Machines that run the tests are busier than those of operators: how fast a node answers is judged where it is made slow.
    private protected static RedisHealthQuery Query { get; } = new() { Patience = TimeSpan.FromSeconds(1), MaxRoundTripMs = 500 };

    /// <summary>Where no node is silent, so that there is no patience to run out: nodes may share a busy process with the tests.</summary>
    private protected static RedisHealthQuery Patient { get; } = new() { Patience = TimeSpan.FromSeconds(30), MaxRoundTripMs = 10_000 };

    private protected static CancellationToken InTime => new CancellationTokenSource(Deadline).Token;

    /// <summary>Tests a cluster through the engine, given the address of every node.</summary>
    private protected static async Task<RedisClusterHealth> TestAsync(
        RedisClusterUnderTest cluster, RedisHealthQuery? query = null, IOperation? operation = null, NetworkCredential? credential = null, string[]? further = null)
    {
        operation ??= new RecordingOperation();
        var request = new RedisConnectionRequest
        {
            Nodes = [.. cluster.Addresses, .. further ?? []],
            Credential = credential ?? (cluster.Password is { } password ? new NetworkCredential("", password) : null),
        };
        await using var connection = new Engine().Redis.Open(request, operation);
        return await connection.Cluster.TestAsync(query ?? Query, operation, InTime);
    }

    /// <summary>Tests again and again until the findings are as expected; what they were last is told where they never are.</summary>
    private protected static async Task<RedisClusterHealth> UntilAsync(RedisClusterUnderTest cluster, RedisHealthQuery query, params string[] findings)
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (true)
        {
            var health = await TestAsync(cluster, query);
            if (Findings(health).SequenceEqual(findings))
            {
                return health;
            }

            Assert.True(Stopwatch.GetElapsedTime(startedAt) < Deadline, $"Waited in vain for [{string.Join(", ", findings)}]: {Tell(health)}");
            await Task.Delay(100);
        }
    }

    /// <summary>The checks that did not pass, each with its status, in order; those left out are none.</summary>
    private protected static List<string> Findings(RedisClusterHealth health) =>
        [.. health.Checks.Where(check => check.Status is not ("Passed" or "Skipped")).Select(check => $"{check.Name} {check.Status}").Distinct()];

    private protected static string Tell(RedisClusterHealth health) =>
        string.Join(Environment.NewLine, health.Checks.Where(check => check.Status != "Passed").Select(check => $"{check.Name} {check}").Prepend(health.Status));

    private protected static void AssertFindings(RedisClusterHealth health, params string[] expected)
    {
        Assert.True(Findings(health).SequenceEqual(expected), $"Expected [{string.Join(", ", expected)}]: {Tell(health)}");
        Assert.All(health.Checks.Where(check => check.Status is "Warning" or "Critical"), check => Assert.False(string.IsNullOrEmpty(check.Remedy), check.Name));
    }

    private protected static HealthCheck Single(RedisClusterHealth health, string name) => Assert.Single(health.Checks, check => check.Name == name);
}
