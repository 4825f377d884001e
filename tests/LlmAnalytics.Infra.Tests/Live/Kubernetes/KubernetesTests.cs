using System.Diagnostics;
using System.Globalization;
using System.Text;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kubernetes;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Kubernetes;

/// <summary>One Kubernetes API for all live tests of this assembly, which therefore run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class KubernetesCollection : ICollectionFixture<LiveKubernetesFixture>
{
    internal const string Name = "Kubernetes";
}

/// <summary>What live tests have in common.</summary>
[Collection(KubernetesCollection.Name)]
public abstract class KubernetesTests(LiveKubernetesFixture fixture)
{
    /// <summary>How long anything may take before a test gives up: many times the usual.</summary>
    protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private protected KubernetesTestCluster Cluster => fixture.Cluster;

    /// <summary>Six pods that no test does anything to.</summary>
    private protected KubernetesTestRedis Redis => fixture.Redis;

    /// <summary>Three pods that tests may ruin, each its own.</summary>
    private protected KubernetesTestRedis Faults => fixture.Faults;

    private protected static CancellationToken InTime => new CancellationTokenSource(Deadline).Token;

    /// <summary>The pods as the user of a kubeconfig, the administrator by default, sees them.</summary>
    private protected PodNodes Open(
        string? kubeconfig = null, IOperation? operation = null, TimeSpan? patience = null, Func<RedisConnectionRequest, RedisConnectionRequest>? change = null)
    {
        var request = new RedisConnectionRequest { Kubeconfig = kubeconfig ?? Cluster.AdminKubeconfig, Namespace = LiveKubernetesFixture.Namespace };
        return PodNodes.Create(
            change is null ? request : change(request), operation ?? new RecordingOperation(), KubeconfigLocator.OfProcess, InClusterAccount.OfProcess, patience ?? KubernetesApi.DefaultPatience);
    }

    private protected PodNodes OpenAs(string user, IOperation? operation = null) => Open(Cluster.Users.Kubeconfig(user), operation);

    private protected static async Task<Problem> FailsAsync(string errorId, Func<Task> use)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var failure = await Assert.ThrowsAsync<ProblemException>(use);
        Assert.True(errorId == failure.Problem.ErrorId, $"{failure.Problem}\n{failure}");
        Assert.True(Stopwatch.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(10), $"The cause took {Stopwatch.GetElapsedTime(startedAt)} to be known.");
        return failure.Problem;
    }

    /// <summary>Sends commands over a connection and waits for the whole of an expected answer.</summary>
    private protected static async Task ExpectAsync(Stream connection, string answer, params string[][] commands)
    {
        await connection.WriteAsync(Encode(commands), InTime);
        Assert.Equal(answer, await ReadAsync(connection, answer.Length));
    }

    /// <summary>Authenticates, and looks whether a server answers.</summary>
    private protected Task PingAsync(Stream connection) => ExpectAsync(connection, "+OK\r\n+PONG\r\n", ["AUTH", Redis.Password], ["PING"]);

    private protected static byte[] Encode(params string[][] commands)
    {
        var text = new StringBuilder();
        foreach (var command in commands)
        {
            text.Append(CultureInfo.InvariantCulture, $"*{command.Length}\r\n");
            Array.ForEach(command, word => text.Append(CultureInfo.InvariantCulture, $"${word.Length}\r\n{word}\r\n"));
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private protected static async Task<string> ReadAsync(Stream connection, int length)
    {
        var bytes = new byte[length];
        await connection.ReadExactlyAsync(bytes, InTime);
        return Encoding.ASCII.GetString(bytes);
    }
}
