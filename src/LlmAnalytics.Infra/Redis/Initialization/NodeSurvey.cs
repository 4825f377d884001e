using System.Net.Sockets;
using System.Net;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>Asks a node everything that decides whether it can join, in one go. Only reads.</summary>
internal static class NodeSurvey
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly string[] Settings =
        ["requirepass", "masterauth", "masteruser", "cluster-announce-ip", TemporarySetting.NodeTimeout, TemporarySetting.SyncDelay];

    /// <exception cref="LlmAnalytics.Engine.ProblemException">The node doesn't answer.</exception>
    /// <exception cref="NodeErrorException">It doesn't answer a question that has to be answered.</exception>
    public static async Task<NodeFacts> RunAsync(INode node, CancellationToken cancellationToken)
    {
        var info = InfoText.Parse((await node.SendRepeatableAsync(Patience, ["INFO"], cancellationToken).ConfigureAwait(false)).ToString());
        if (info.Text("cluster_enabled") != "1")
        {
            return new NodeFacts(node) { Id = "", Info = info, View = [], Settings = null, Denied = [], HasSlotRanges = false, MeetHost = "" };
        }

        var id = node.SendRepeatableAsync(Patience, ["CLUSTER", "MYID"], cancellationToken);
        var view = node.SendRepeatableAsync(Patience, ["CLUSTER", "NODES"], cancellationToken);
        var ranges = HasSlotRangesAsync(node, cancellationToken);
        var settings = Task.WhenAll(Settings.Select(name => SettingAsync(node, name, cancellationToken)));
        await Task.WhenAll(id, view, ranges, settings).ConfigureAwait(false);
        var values = (await settings.ConfigureAwait(false)).Where(setting => setting.Value is not null).ToDictionary(setting => setting.Name, setting => setting.Value!, StringComparer.Ordinal);
        var hasRanges = await ranges.ConfigureAwait(false);
        return new NodeFacts(node)
        {
            Id = (await id.ConfigureAwait(false)).ToString(),
            Info = info,
            View = ClusterNodesText.Parse((await view.ConfigureAwait(false)).ToString()),
            Settings = values.Count == 0 ? null : values,
            Denied = await DeniedAsync(node, hasRanges, cancellationToken).ConfigureAwait(false),
            HasSlotRanges = hasRanges,
            MeetHost = await MeetHostAsync(node.Place, values, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<bool> HasSlotRangesAsync(INode node, CancellationToken cancellationToken) =>
        await AskAsync(node, ["COMMAND", "INFO", "cluster|addslotsrange"], cancellationToken).ConfigureAwait(false) is { Items: [{ Items.Count: > 0 }] };

    private static async Task<(string Name, string? Value)> SettingAsync(INode node, string name, CancellationToken cancellationToken) =>
        (name, await AskAsync(node, ["CONFIG", "GET", name], cancellationToken).ConfigureAwait(false) is { Items: [_, { } value] } ? value.ToString() : null);

    /// <summary>Asks the node what the user may do, without doing it (ACL DRYRUN, Redis 7.0 and newer). Where that can't be asked, nothing is known to be denied.</summary>
    private static async Task<IReadOnlyList<string>> DeniedAsync(INode node, bool hasRanges, CancellationToken cancellationToken)
    {
        if (await AskAsync(node, ["ACL", "WHOAMI"], cancellationToken).ConfigureAwait(false) is not { Text: { } user })
        {
            return [];
        }

        string[][] needed =
        [
            hasRanges ? ["CLUSTER", "ADDSLOTSRANGE", "0", "1"] : ["CLUSTER", "ADDSLOTS", "0"],
            ["CLUSTER", "SET-CONFIG-EPOCH", "1"],
            ["CLUSTER", "MEET", "127.0.0.1", "1"],
            ["CLUSTER", "REPLICATE", "id"],
        ];
        var answers = await Task.WhenAll(needed.Select(command => AskAsync(node, ["ACL", "DRYRUN", user, .. command], cancellationToken))).ConfigureAwait(false);
        return [.. needed.Where((_, i) => answers[i] is { Text: { } text } && text.Contains("no permissions", StringComparison.Ordinal)).Select(command => $"{command[0]} {command[1]}")];
    }

    private static async Task<RedisReply?> AskAsync(INode node, string[] command, CancellationToken cancellationToken)
    {
        try
        {
            return await node.SendRepeatableAsync(Patience, command, cancellationToken).ConfigureAwait(false);
        }
        catch (NodeErrorException)
        {
            return null; // unknown to this server, or not this user's to ask: the caller does without
        }
    }

    /// <summary>CLUSTER MEET takes addresses alone, no names.</summary>
    private static async Task<string> MeetHostAsync(NodePlace place, Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var host = settings.GetValueOrDefault("cluster-announce-ip") is { Length: > 0 } announced ? announced : place.Host;
        if (IPAddress.TryParse(host, out _))
        {
            return host;
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
            return (addresses.FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? addresses.First()).ToString();
        }
        catch (SocketException e)
        {
            throw InitializationProblems.HostNotFound(place, host, e);
        }
    }
}
