using System.Globalization;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>A node's place in the cluster, and what is left to do for it.</summary>
internal sealed record PlannedNode(NodeFacts Facts)
{
    public INode Node => Facts.Node;

    /// <summary>The shard, from 1.</summary>
    public required int Shard { get; init; }

    /// <summary>The slots that it has in the end; empty for a replica.</summary>
    public IReadOnlyList<SlotRange> Slots { get; init; } = [];

    /// <summary>A replica's master.</summary>
    public NodeFacts? Master { get; init; }

    /// <summary>The slots that it doesn't own yet.</summary>
    public IReadOnlyList<SlotRange> SlotsToAdd { get; init; } = [];

    /// <summary>The configuration epoch that it is given; null where it has one, or knows others already and may not be given one.</summary>
    public long? Epoch { get; init; }

    /// <summary>The nodes that it is introduced to.</summary>
    public IReadOnlyList<NodeFacts> Meets { get; init; } = [];

    /// <summary>Whether it is made its master's replica.</summary>
    public bool Replicates { get; init; }

    /// <summary>Settings that are others while the cluster is being made, or were left so by an earlier run.</summary>
    public IReadOnlyList<TemporarySetting> Settings { get; init; } = [];

    /// <summary>Whether a step towards the cluster is left; settings alone are none.</summary>
    public bool HasSteps => SlotsToAdd.Count > 0 || Epoch is not null || Meets.Count > 0 || Replicates;

    public IEnumerable<string[]> SlotCommands => SlotsToAdd.Count == 0 ? []
        : Facts.HasSlotRanges ? [["CLUSTER", "ADDSLOTSRANGE", .. SlotsToAdd.SelectMany(range => new[] { Text(range.First), Text(range.Last) })]]
        : SlotsToAdd.SelectMany(range => range.Slots).Chunk(1000).Select(slots => (string[])["CLUSTER", "ADDSLOTS", .. slots.Select(slot => Text(slot))]);

    public string[]? EpochCommand => Epoch is { } epoch ? ["CLUSTER", "SET-CONFIG-EPOCH", Text(epoch)] : null;

    public IEnumerable<string[]> MeetCommands => Meets.Select(MeetCommand);

    public string[] ReplicateCommand => ["CLUSTER", "REPLICATE", Master!.Id];

    /// <summary>All that is sent to it, in order, as people read it. A long list of slots is shown as ranges.</summary>
    public IEnumerable<string> Commands(bool lowersSettings) =>
    [
        .. lowersSettings ? Settings.Select(setting => $"CONFIG SET {setting.Name} {setting.Temporary}") : [],
        .. SlotsToAdd.Count == 0 ? [] : new[] { $"CLUSTER {(Facts.HasSlotRanges ? "ADDSLOTSRANGE" : "ADDSLOTS")} {string.Join(' ', SlotsToAdd.Select(range => Facts.HasSlotRanges ? $"{range.First} {range.Last}" : $"{{{range.First}..{range.Last}}}"))}" },
        .. EpochCommand is { } epoch ? new[] { string.Join(' ', epoch) } : [],
        .. MeetCommands.Select(command => string.Join(' ', command)),
        .. Replicates ? new[] { string.Join(' ', ReplicateCommand) } : [],
        .. Settings.Select(setting => $"CONFIG SET {setting.Name} {setting.Original}"),
    ];

    /// <summary>The introduction to another node. Its bus port is said only where it is not the usual one.</summary>
    public static string[] MeetCommand(NodeFacts other)
    {
        string[] meet = ["CLUSTER", "MEET", other.MeetHost, Text(other.Myself.Port)];
        return other.Myself.BusPort == 0 || other.Myself.BusPort == other.Myself.Port + 10000 ? meet : [.. meet, Text(other.Myself.BusPort)];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
