namespace LlmAnalytics.Infra.Redis.Placement;

/// <summary>Flow through limited pipes, found by augmenting paths (Ford and Fulkerson): a unit more may reroute those before it.</summary>
internal sealed class FlowNetwork
{
    public const string Sink = "sink";

    private readonly Dictionary<string, Dictionary<string, int>> _free = new(StringComparer.Ordinal);

    /// <summary>Lays a pipe; a second one between the same ends changes nothing.</summary>
    public void Connect(string from, string to, int limit)
    {
        if (Ends(from).TryAdd(to, limit))
        {
            Ends(to).TryAdd(from, 0);
        }
    }

    /// <summary>Sends one unit more from <paramref name="source"/> to the sink; false where none gets through.</summary>
    public bool Augment(string source) => Augment(source, new HashSet<string>(StringComparer.Ordinal));

    /// <summary>Whether the pipe, of limit 1, is in use.</summary>
    public bool IsUsed(string from, string to) => _free[from][to] == 0;

    private bool Augment(string place, HashSet<string> seen)
    {
        if (place == Sink)
        {
            return true;
        }

        seen.Add(place);
        foreach (var next in Ends(place).Where(pipe => pipe.Value > 0).Select(pipe => pipe.Key).ToList())
        {
            if (!seen.Contains(next) && Augment(next, seen))
            {
                _free[place][next]--;
                _free[next][place]++;
                return true;
            }
        }

        return false;
    }

    private Dictionary<string, int> Ends(string place)
    {
        if (!_free.TryGetValue(place, out var ends))
        {
            _free[place] = ends = new(StringComparer.Ordinal);
        }

        return ends;
    }
}
