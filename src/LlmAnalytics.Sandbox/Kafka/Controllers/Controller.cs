using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Controllers;

/// <summary>Holds the cluster's state and changes it, one change after the other.</summary>
internal sealed class Controller(ClusterState initial)
{
    private readonly Lock _changing = new();
    private volatile ClusterState _current = initial;

    /// <summary>The state after the last change.</summary>
    public ClusterState Current => _current;

    /// <summary>Makes a change.</summary>
    /// <param name="change">Gives the new state for the old one; nothing changes where it gives back the old one or throws.</param>
    public void Update(Func<ClusterState, ClusterState> change)
    {
        lock (_changing)
        {
            var before = _current;
            var after = change(before);
            if (!ReferenceEquals(before, after))
            {
                _current = after with { Offset = before.Offset + 1 };
            }
        }
    }
}
