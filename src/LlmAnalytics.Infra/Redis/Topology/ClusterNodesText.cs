using System.Globalization;

namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>
/// Reads CLUSTER NODES: a node a line, <c>id host:port@bus[,hostname[,field=value...]] flags master ping pong epoch link slot...</c>
/// (redis.io/commands/cluster-nodes, clusterGenNodeDescription in cluster_legacy.c).
/// </summary>
internal static class ClusterNodesText
{
    private const int FieldsBeforeSlots = 8;

    /// <exception cref="FormatException">It isn't such a text.</exception>
    public static IReadOnlyList<NodeLine> Parse(string text) =>
        [.. text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("vars ", StringComparison.Ordinal)).Select(ParseLine)];

    private static NodeLine ParseLine(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < FieldsBeforeSlots)
        {
            throw new FormatException($"A line of CLUSTER NODES has {words.Length} fields: '{line}'.");
        }

        var slots = new List<SlotRange>();
        var open = new List<OpenSlot>();
        foreach (var word in words.Skip(FieldsBeforeSlots))
        {
            if (word.StartsWith('['))
            {
                open.Add(ParseOpenSlot(word));
            }
            else
            {
                slots.Add(ParseRange(word));
            }
        }

        return WithAddress(words[1]) with
        {
            Id = words[0],
            Flags = words[2] == "noflags" ? new HashSet<string>() : words[2].Split(',').ToHashSet(StringComparer.Ordinal),
            MasterId = words[3] == "-" ? null : words[3],
            PingSentMs = Number(words[4]),
            PongReceivedMs = Number(words[5]),
            ConfigEpoch = Number(words[6]),
            IsConnected = words[7] == "connected",
            Slots = slots,
            OpenSlots = open,
        };
    }

    /// <summary>Reads <c>10.0.0.1:6379@16379,host.example,shard-id=...</c>; IPv6 addresses stand without brackets, and servers before 4.0 have no bus port.</summary>
    private static NodeLine WithAddress(string text)
    {
        var parts = text.Split(',');
        var at = parts[0].IndexOf('@', StringComparison.Ordinal);
        var client = at < 0 ? parts[0] : parts[0][..at];
        var colon = client.LastIndexOf(':');
        if (colon < 0)
        {
            throw new FormatException($"'{text}' is no node's address.");
        }

        var rest = parts.Skip(1).ToList();
        var fields = rest.Where(part => part.Contains('=', StringComparison.Ordinal)).Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new NodeLine
        {
            Id = "",
            Flags = new HashSet<string>(),
            Host = client[..colon],
            Port = (int)Number(client[(colon + 1)..]),
            BusPort = at < 0 ? 0 : (int)Number(parts[0][(at + 1)..]),
            HostName = rest is [{ Length: > 0 } name, ..] && !name.Contains('=', StringComparison.Ordinal) ? name : null,
            Fields = fields,
        };
    }

    /// <summary>Reads <c>[93-&gt;-id]</c> (leaves to) or <c>[93-&lt;-id]</c> (arrives from).</summary>
    private static OpenSlot ParseOpenSlot(string word)
    {
        var arrow = word.IndexOf("->-", StringComparison.Ordinal);
        var isMigrating = arrow > 0;
        arrow = isMigrating ? arrow : word.IndexOf("-<-", StringComparison.Ordinal);
        return arrow > 0 && word.EndsWith(']')
            ? new OpenSlot(Slot(word[1..arrow]), word[(arrow + 3)..^1], isMigrating)
            : throw new FormatException($"'{word}' is no slot on its way.");
    }

    private static SlotRange ParseRange(string word)
    {
        var ends = word.Split('-', 2);
        var range = new SlotRange(Slot(ends[0]), Slot(ends[^1]));
        return range.Count > 0 ? range : throw new FormatException($"'{word}' is no range of slots.");
    }

    private static int Slot(string text) => Number(text) is var slot and < SlotRange.Total ? (int)slot : throw new FormatException($"'{text}' is no slot.");

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' is no number.");
}
