using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health;
using LlmAnalytics.Infra.Redis.Initialization;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Problems;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis;

/// <summary>The nodes that one is connected to: owns the pool of connections; the members' work is done elsewhere.</summary>
internal sealed class RedisClusterClient(NodePool pool) : IRedisCluster
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private volatile int _nodeCount;

    public RedisConnectionDescription Description
    {
        get
        {
            var source = pool.Source.Description;
            return new RedisConnectionDescription(source.Source, source.Target, source.Context, source.Selector, source.Transport, pool.User, pool.Tls, _nodeCount);
        }
    }

    public bool IsClosed => pool.IsClosed;

    public async Task<RedisCluster> GetAsync(IOperation operation, CancellationToken cancellationToken)
    {
        var topology = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!topology.IsKnown)
        {
            throw NodeProblems.NoneUsable([.. topology.Views.Select(view => new ProblemException(view.Failure!))]);
        }

        foreach (var view in topology.Views.Where(view => !view.Answers))
        {
            operation.Warn(view.Failure!.Message);
        }

        return TopologyRecords.Cluster(topology);
    }

    public async IAsyncEnumerable<RedisNode> GetNodesAsync(
        RedisNodeQuery query, IOperation operation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var selection = new NodeSelection(query);
        foreach (var node in selection.From(TopologyRecords.Nodes(await ReadAsync(cancellationToken).ConfigureAwait(false))))
        {
            yield return node;
        }

        foreach (var name in selection.Missing)
        {
            operation.Report(NodeProblems.NodeNotFound(name));
        }
    }

    public Task<RedisClusterHealth> TestAsync(RedisHealthQuery query, IOperation operation, CancellationToken cancellationToken) =>
        new RedisHealthTest(pool, query, operation).RunAsync(cancellationToken);

    public Task<RedisClusterResult> InitializeAsync(RedisInitialization initialization, IOperation operation, CancellationToken cancellationToken) =>
        new ClusterInitializer(pool.Source, pool.Get, initialization, operation).RunAsync(cancellationToken);

    /// <summary>Finds the nodes, and one of them that answers and accepts us.</summary>
    /// <exception cref="ProblemException">None could be found, or none could be used.</exception>
    public async Task ConnectAsync(IOperation operation, CancellationToken cancellationToken)
    {
        var nodes = await pool.FindAsync(cancellationToken).ConfigureAwait(false);
        _nodeCount = nodes.Count;
        var asking = nodes.Select(node => AskAsync(node, cancellationToken)).ToList();
        var failures = new List<ProblemException>();
        while (asking.Count > 0)
        {
            var first = await Task.WhenAny(asking).ConfigureAwait(false);
            asking.Remove(first);
            if (await first.ConfigureAwait(false) is not { } failure)
            {
                operation.Verbose($"Connected to {nodes.Count} Redis nodes.");
                return;
            }

            failures.Add(failure);
        }

        throw NodeProblems.NoneUsable(failures);
    }

    public ValueTask DisposeAsync() => pool.DisposeAsync();

    private async Task<ClusterTopology> ReadAsync(CancellationToken cancellationToken)
    {
        var topology = await new TopologyReader(pool).ReadAsync(Patience, cancellationToken).ConfigureAwait(false);
        _nodeCount = topology.Nodes.Count;
        return topology;
    }

    /// <summary>Why a node can't be used; null where it can.</summary>
    private static async Task<ProblemException?> AskAsync(INode node, CancellationToken cancellationToken)
    {
        try
        {
            await node.SendAsync(Patience, ["PING"], cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (NodeErrorException)
        {
            return null; // it answers: what it lacks, commands will tell
        }
        catch (ProblemException e)
        {
            return e;
        }
    }
}
