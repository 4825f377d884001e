using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>Slots on their way from one master to another.</summary>
internal static class OpenSlots
{
    /// <summary>A slot that is open on a node.</summary>
    /// <param name="Slot">The slot.</param>
    /// <param name="Node">The node that says so.</param>
    /// <param name="OtherId">Where it goes, or comes from.</param>
    /// <param name="IsLeaving">Whether it goes.</param>
    /// <param name="IsPaired">Whether the other end says the same.</param>
    public sealed record Open(int Slot, NodeSurvey Node, string OtherId, bool IsLeaving, bool IsPaired);

    public static IReadOnlyList<Open> Find(Picture picture) =>
        // Servers that let replicas know of slots on their way have them say so too.
        [.. picture.Members.Where(member => picture.LookOf(member)!.Myself!.IsMaster).SelectMany(member => picture.LookOf(member)!.Myself!.OpenSlots.Select(slot => new Open(slot.Slot, member, slot.OtherId, slot.IsMigrating,
            picture.Find(slot.OtherId) is { } other && picture.LookOf(other)!.Myself!.OpenSlots.Any(
                end => end.Slot == slot.Slot && end.IsMigrating != slot.IsMigrating && end.OtherId == picture.LookOf(member)!.Myself!.Id))))];

    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        const string name = RedisChecks.OpenSlots;
        var findings = new List<HealthCheck>();
        foreach (var group in Find(context.Last).GroupBy(open => (open.Node, open.OtherId, open.IsLeaving, open.IsPaired)).Where(group => !group.Key.IsPaired || group.Key.IsLeaving))
        {
            var (node, otherId, isLeaving, isPaired) = group.Key;
            var slots = string.Join(", ", Topology.SlotRange.Of(group.Select(open => open.Slot)));
            var other = context.Last.NameOf(otherId);
            findings.Add(isPaired
                ? Failed(name, Warning, $"slots {slots} moving", "none", $"Slots are on their way from {node} to {other}: {slots}.", $"slots {slots}",
                    $"Wait for who moves them; if nobody does: redis-cli --cluster fix {node.Place.Address}")
                // Seen by one look alone it may be a move that is just beginning or ending.
                : Failed(name, IsLasting(context, group) ? Critical : Warning, $"slots {slots} open", "none",
                    $"Slots are {(isLeaving ? "leaving" : "arriving at")} {node}, and {other}, where they {(isLeaving ? "go" : "come from")}, knows nothing of it: {slots}.", $"slots {slots}",
                    $"redis-cli --cluster fix {node.Place.Address}; or, if both agree on the owner: {Conclusion.Cli(node)} CLUSTER SETSLOT {group.First().Slot} STABLE"));
        }

        return Conclusion.Draw(context, name, Critical, Parts.ClusterNodes, context.Nodes.Where(node => context.Last.LookOf(node)?.Nodes is null), findings,
            () => Passed(name, Critical, "none", "none", "No slot is on its way between masters."));
    }

    private static bool IsLasting(CheckContext context, IEnumerable<Open> slots) =>
        context.Later is not null && slots.Any(slot => Find(context.Picture).Any(before => before.Slot == slot.Slot && before.Node == slot.Node && !before.IsPaired));
}
