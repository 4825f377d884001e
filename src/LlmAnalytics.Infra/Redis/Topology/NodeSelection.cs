using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Names;

namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>Picks the nodes that a query asks for: by address, pod or id, as they stand or as patterns.</summary>
internal sealed class NodeSelection(RedisNodeQuery query)
{
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);

    // Brackets are also what IPv6 addresses stand in: a name is compared as it stands first.
    private readonly List<(string Name, Func<string, bool> Matches)> _names = [.. query.Names.Select(name => (name, Matcher(name)))];

    /// <summary>Names without wildcards that no node had, once <see cref="From"/> is through.</summary>
    public IEnumerable<string> Missing => query.Names.Where(name => name.IndexOfAny(['*', '?', '[']) < 0 && !_seen.Contains(name));

    public IEnumerable<RedisNode> From(IEnumerable<RedisNode> nodes) =>
        nodes.Where(node => IsNamed(node) && (query.Role is null || query.Role.Equals(node.Role, StringComparison.OrdinalIgnoreCase)));

    private bool IsNamed(RedisNode node)
    {
        var isNamed = _names.Count == 0;
        foreach (var (name, matches) in _names)
        {
            if (new[] { node.Endpoint, node.Pod, node.Id }.Any(own => own is not null && (own.Equals(name, StringComparison.OrdinalIgnoreCase) || matches(own))))
            {
                _seen.Add(name);
                isNamed = true;
            }
        }

        return isNamed;
    }

    private static Func<string, bool> Matcher(string name)
    {
        try
        {
            return Wildcard.Matcher(name);
        }
        catch (FormatException e)
        {
            throw new ProblemException(
                new Problem(ErrorIds.RedisSettingInvalid, ProblemCategory.InvalidArgument, e.Message, name, "Write ranges upwards: [a-z]."), e);
        }
    }
}
