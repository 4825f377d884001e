using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Nodes;

/// <summary>What tests of connections to nodes have in common.</summary>
public abstract class NodeTests
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Sooner than <see cref="Patience"/>, which what went wrong would have taken; late enough for a busy machine.</summary>
    private protected static readonly TimeSpan Soon = TimeSpan.FromSeconds(8);

    private protected static CancellationToken InTime => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    private protected static NodePlace PlaceOf(RedisTestNode node) => new(node.Host, node.Port);

    private protected static NodePool Pool(params NodePlace[] places) => new(new DirectNodes(places), NodeAccess.Open);

    private protected static NodePool Pool(RedisTestNode node, string? user = null, string? password = null, TlsOptions? tls = null) =>
        new(new DirectNodes([PlaceOf(node)]), new NodeAccess { User = user, Password = password, Tls = tls });

    private protected static async Task<RedisReply> SendAsync(INode node, params string[] command) => await node.SendAsync(Patience, command, InTime);

    /// <summary>Sends PING to the first node of a pool, which must fail.</summary>
    private protected static async Task<Problem> ProblemAsync(NodePool pool, TimeSpan? patience = null, params string[] command)
    {
        await using (pool)
        {
            var node = (await pool.FindAsync(InTime))[0];
            return (await Assert.ThrowsAsync<ProblemException>(() => node.SendAsync(patience ?? Patience, command.Length == 0 ? ["PING"] : command, InTime))).Problem;
        }
    }

    /// <summary>Connections of clients that a node has, that which asks not counted.</summary>
    private protected static async Task<int> ClientsAsync(RedisTestNode node) =>
        (await node.CommandAsync("CLIENT", "LIST", "TYPE", "normal")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => !line.Contains("cmd=client", StringComparison.Ordinal));

    /// <summary>Looks again and again until something is so.</summary>
    private protected static async Task EventuallyAsync(Func<Task<bool>> isSo, string what)
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(20), $"Waited in vain until {what}.");
            await Task.Delay(20);
        }
    }
}
