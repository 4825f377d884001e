namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>
/// Whether any node can replicate any other: a replica shows <c>masterauth</c>, its master compares with <c>requirepass</c>. Compares, and never names, passwords.
/// </summary>
internal static class Authentication
{
    private const string Password = "requirepass";
    private const string Shown = "masterauth";
    private const string ShownUser = "masteruser";
    private const string Remedy = "Set requirepass and masterauth to one password on all nodes (CONFIG SET, and in redis.conf).";

    public static IEnumerable<PreflightFinding> Check(IReadOnlyList<NodeFacts> members)
    {
        var known = members.Where(node => node.Settings is { } settings && settings.ContainsKey(Password) && settings.ContainsKey(Shown)).ToList();
        foreach (var node in known)
        {
            foreach (var text in Gaps(node, known))
            {
                yield return new PreflightFinding(node.Place.ToString(), text, Remedy);
            }
        }
    }

    private static IEnumerable<string> Gaps(NodeFacts node, List<NodeFacts> all)
    {
        if (Differing(node, all, Password) is { } other)
        {
            yield return $"requirepass differs from that of {other.Place}";
        }

        if (node.Settings![Password].Length > 0 && node.Settings[Shown].Length == 0)
        {
            yield return "requirepass is set and masterauth is not: as a replica it could not log in to its master";
        }
        else if (Differing(node, all, Shown) is { } shower)
        {
            yield return $"masterauth differs from that of {shower.Place}";
        }
        else if (node.Settings[Shown].Length > 0 && node.Settings.GetValueOrDefault(ShownUser, "").Length == 0
            && all.Find(master => master.Settings![Password].Length > 0 && master.Settings[Password] != node.Settings[Shown]) is { } master)
        {
            yield return $"masterauth is not the requirepass of {master.Place}: as a replica it could not log in";
        }
    }

    /// <summary>The first node with another value, where this one is not of the most frequent.</summary>
    private static NodeFacts? Differing(NodeFacts node, List<NodeFacts> all, string setting)
    {
        var usual = all.GroupBy(other => other.Settings![setting], StringComparer.Ordinal).OrderByDescending(group => group.Count()).First();
        return usual.Key == node.Settings![setting] ? null : usual.First();
    }
}
