using System.Net;
using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>
/// Asks every node: those of the source, and those that the asked ones name. All at once, each with its own patience, so that a dead node costs its own answer
/// and no more than that time.
/// </summary>
internal sealed class TopologyReader(NodePool pool)
{
    /// <summary>Reads all views.</summary>
    /// <param name="patience">How long to wait for one node.</param>
    /// <param name="cancellationToken">The caller's deadline and stop in one.</param>
    public async Task<ClusterTopology> ReadAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var asked = new Dictionary<string, NodePlace>(StringComparer.OrdinalIgnoreCase);
        var asking = new List<Task<ClusterView>>();
        var views = new List<ClusterView>();
        var heardOf = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var waiting = new List<(string Id, NodePlace Place)>();
        foreach (var place in await pool.Source.FindAsync(cancellationToken).ConfigureAwait(false))
        {
            Ask(place);
        }

        while (asking.Count > 0)
        {
            var first = await Task.WhenAny(asking).ConfigureAwait(false);
            asking.Remove(first);
            var view = await first.ConfigureAwait(false);
            views.Add(view);
            foreach (var line in view.Lines.Where(line => line is { IsMyself: false, IsHandshake: false, Address: { } address } && heardOf.Add(address)))
            {
                if (pool.Source.Locate(line.Host, line.Port) is { } place)
                {
                    waiting.Add((line.Id, place));
                }
            }

            // A node given by a name may be one that others know by its address: that is seen when it has answered.
            foreach (var next in waiting.Where(next => asking.Count == 0 || !IsPendingByName(next.Place)).ToList())
            {
                waiting.Remove(next);
                if (!views.Exists(answer => answer.Id == next.Id))
                {
                    Ask(next.Place);
                }
            }
        }

        return new ClusterTopology(views.DistinctBy(view => view.Id ?? view.Place.Address));

        void Ask(NodePlace place)
        {
            if (asked.TryAdd(place.Address, place))
            {
                asking.Add(ViewReader.ReadAsync(pool.Get(place), patience, pool.User, cancellationToken));
            }
        }

        bool IsPendingByName(NodePlace place) => asked.Values.Any(other =>
            other.Port == place.Port && !IPAddress.TryParse(other.Host, out _) && !views.Exists(view => view.Place == other));
    }
}
