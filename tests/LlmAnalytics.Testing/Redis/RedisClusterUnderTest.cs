namespace LlmAnalytics.Testing;

/// <summary>Redis nodes in cluster mode that a live test runs on: processes (<see cref="RedisTestCluster"/>) or the sandbox' embedded ones (<see cref="GarnetTestCluster"/>).</summary>
public abstract class RedisClusterUnderTest : IAsyncDisposable
{
    /// <summary>All nodes, by number.</summary>
    public abstract IReadOnlyList<RedisNodeUnderTest> Nodes { get; }

    /// <summary>Every node's <c>host:port</c>.</summary>
    public IReadOnlyList<string> Addresses => [.. Nodes.Select(node => node.Address)];

    /// <summary>Replicas that each master is to have.</summary>
    public abstract int ReplicasPerMaster { get; }

    /// <summary>The default user's password; null for none.</summary>
    public abstract string? Password { get; }

    /// <summary>How long anything may take.</summary>
    public abstract TimeSpan Deadline { get; }

    /// <summary>The node with the number (from 1).</summary>
    public virtual RedisNodeUnderTest Node(int number) => Nodes[number - 1];

    /// <summary>Waits until something is so, looking every 20 ms, or where there are many nodes every 250.</summary>
    /// <exception cref="RedisFailedException">It was not so within the deadline.</exception>
    public async Task UntilAsync(Func<Task<bool>> isSo, string what, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        var until = Environment.TickCount64 + (long)Deadline.TotalMilliseconds;
        while (!await isSo())
        {
            if (Environment.TickCount64 > until)
            {
                throw new RedisFailedException($"Waited in vain until {what}", Nodes.OfType<RedisTestNode>());
            }

            await Task.Delay(Nodes.Count > 32 ? 250 : 20, cancellationToken);
        }
    }

    /// <summary>Ends every server, frozen ones too, and deletes all files.</summary>
    public abstract ValueTask DisposeAsync();
}
