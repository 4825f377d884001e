using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Health.Survey;

/// <summary>Asks one node, and keeps its answers and the reasons of those that are missing.</summary>
/// <param name="node">The node.</param>
/// <param name="survey">Where the answers go.</param>
/// <param name="patience">How long to wait for each answer.</param>
internal sealed class NodeQuestions(INode node, NodeSurvey survey, TimeSpan patience)
{
    private static readonly string[] Settings =
    [
        "cluster-node-timeout", "cluster-require-full-coverage", "cluster-migration-barrier", "cluster-slot-stats-enabled",
        "maxmemory", "maxmemory-policy", "appendonly", "save", "requirepass", "masterauth", "masteruser", "primaryauth", "primaryuser",
    ];

    private static readonly HashSet<string> SecretSettings = ["requirepass", "masterauth", "primaryauth"];

    /// <summary>Commands that not every server has; COMMAND INFO tells which this one has.</summary>
    private static readonly string[] Optional = ["slowlog|get", "latency|latest", "latency|doctor", "acl|list", "cluster|links", "cluster|migration", "cluster|getslotmigrations", "cluster|slot-stats"];

    private const int Measurements = 3;

    /// <summary>Garnet's answer to ACL LIST where it was started without ACLs, though COMMAND INFO knows the command.</summary>
    private const string NoUsers = "ACL Authenticator is disabled";

    private HashSet<string> _supported = [];

    public NodeSurvey Survey => survey;

    /// <summary>Notes what was found out about the node's place meanwhile.</summary>
    public NodeQuestions At(NodePlace place)
    {
        survey.Place = place;
        return this;
    }

    /// <summary>The first question alone decides whether it answers; what else every server knows is asked at the same time.</summary>
    public async Task AskFirstAsync(CancellationToken cancellationToken)
    {
        var ping = PingAsync(cancellationToken);
        var look = LookAsync(cancellationToken);
        var info = AskAsync(Parts.Info, ["INFO", "ALL"], cancellationToken);
        var config = AskAsync(Parts.Config, ["CONFIG", "GET", .. Settings], cancellationToken);
        var commands = AskAsync(Parts.Commands, ["COMMAND", "INFO", .. Optional], cancellationToken);
        await ping.ConfigureAwait(false);
        survey.First = await look.ConfigureAwait(false);
        survey.Info = Read(Parts.Info, await info.ConfigureAwait(false), ToInfo);
        var settings = await config.ConfigureAwait(false);
        _supported = Supported(await commands.ConfigureAwait(false));
        if (settings is null && survey.Answers && survey.Failures.TryGetValue(Parts.Config, out var failure) && failure.Reason.StartsWith("ERR", StringComparison.Ordinal))
        {
            // Servers before 7.0 take one name at a time.
            survey.Failures.TryRemove(Parts.Config, out _);
            settings = await AskAsync(Parts.Config, ["CONFIG", "GET", "*"], cancellationToken).ConfigureAwait(false);
        }

        survey.Config = settings is null ? null : ToSettings(settings);
    }

    /// <summary>The cluster as the node sees it now.</summary>
    public async Task<Look> LookAsync(CancellationToken cancellationToken)
    {
        var clusterInfo = AskAsync(Parts.ClusterInfo, ["CLUSTER", "INFO"], cancellationToken);
        var nodes = AskAsync(Parts.ClusterNodes, ["CLUSTER", "NODES"], cancellationToken);
        var role = AskAsync(Parts.Role, ["ROLE"], cancellationToken);
        return new Look
        {
            ClusterInfo = Read(Parts.ClusterInfo, await clusterInfo.ConfigureAwait(false), ToInfo),
            Nodes = Read(Parts.ClusterNodes, await nodes.ConfigureAwait(false), reply => ClusterNodesText.Parse($"{reply}")),
            Role = Read(Parts.Role, await role.ConfigureAwait(false), NodeRole.Parse),
        };
    }

    /// <summary>The second sample of what rates are made of.</summary>
    public async Task SampleAsync(CancellationToken cancellationToken)
    {
        survey.LaterInfo = Read(Parts.Info, await AskAsync(Parts.Info, ["INFO", "ALL"], cancellationToken).ConfigureAwait(false), ToInfo);
        if (survey.BusiestSlot is { } busiest
            && await AskAsync(Parts.SlotStats, ["CLUSTER", "SLOT-STATS", "SLOTSRANGE", $"{busiest.Slot}", $"{busiest.Slot}"], cancellationToken).ConfigureAwait(false) is { } reply)
        {
            survey.BusiestSlot = busiest with { LaterCpuUsec = ServerLists.SlotLoad(reply)?.CpuUsec };
        }
    }

    /// <summary>What only some servers have, where the checks that are wanted need it.</summary>
    public async Task AskFurtherAsync(Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        Task[] questions =
        [
            IfAsync(RedisChecks.Configuration, "acl|list", Parts.Users, ["ACL", "LIST"], reply => survey.UsersDigest = Digest(ServerLists.Users(reply))),
            IfAsync(RedisChecks.SlowCommands, "slowlog|get", Parts.SlowLog, ["SLOWLOG", "GET", "64"], reply => survey.SlowCommandTimes = ServerLists.SlowCommandTimes(reply)),
            IfAsync(RedisChecks.Latency, "latency|latest", Parts.Latency, ["LATENCY", "LATEST"], reply => survey.LatencyEvents = ServerLists.LatencyEvents(reply)),
            IfAsync(RedisChecks.Latency, "latency|doctor", Parts.Doctor, ["LATENCY", "DOCTOR"], reply => survey.HugePages = reply.Text?.Contains("transparent huge pages", StringComparison.OrdinalIgnoreCase)),
            LinksAsync(),
            IfAsync(RedisChecks.SlotMigrations, "cluster|migration", Parts.Migrations, ["CLUSTER", "MIGRATION", "STATUS", "ALL"], reply => survey.Migrations = ServerLists.Migrations(reply)),
            IfAsync(RedisChecks.SlotMigrations, "cluster|getslotmigrations", Parts.SlotMigrations, ["CLUSTER", "GETSLOTMIGRATIONS"], reply => survey.Migrations = ServerLists.Migrations(reply)),
            SlotStatsAsync(),
            isWanted(RedisChecks.BigKeys) && HasKeysOfItsOwn ? new KeySampling(AskAsync).RunAsync(survey, cancellationToken) : Task.CompletedTask,
        ];
        await Task.WhenAll(questions).ConfigureAwait(false);

        Task LinksAsync()
        {
            // Where all links together have less memory than is too much for one, their list, which grows with the square of the cluster, tells nothing.
            survey.Links = survey.Info?.Long("mem_cluster_links") <= ClusterLink.MaxSendBufferBytes ? [] : null;
            return survey.Links is not null
                ? Task.CompletedTask
                : IfAsync(RedisChecks.BusLinks, "cluster|links", Parts.Links, ["CLUSTER", "LINKS"], reply => survey.Links = Read(Parts.Links, reply, ClusterLink.Parse));
        }

        Task SlotStatsAsync() => survey.Config?.GetValueOrDefault("cluster-slot-stats-enabled") == "yes"
            ? IfAsync(RedisChecks.HotSlots, "cluster|slot-stats", Parts.SlotStats, ["CLUSTER", "SLOT-STATS", "ORDERBY", "CPU-USEC", "LIMIT", "1", "DESC"], reply => survey.BusiestSlot = ServerLists.SlotLoad(reply))
            : Task.CompletedTask;

        async Task IfAsync(string check, string feature, string part, string[] command, Action<RedisReply> keep)
        {
            if (!isWanted(check))
            {
                return;
            }

            if (survey.Failures.TryGetValue(Parts.Commands, out var failure))
            {
                survey.Failures[part] = failure with { Reason = $"what the server has can't be found out ({failure.Reason})" };
            }
            else if (!_supported.Contains(feature))
            {
                survey.Failures[part] = new PartFailure($"the server has no {part}", IsUnsupported: true);
            }
            else if (await AskAsync(part, command, cancellationToken).ConfigureAwait(false) is { } reply)
            {
                keep(reply);
            }
        }
    }

    /// <summary>The shortest of up to three round trips, one after the other: what one of them takes beyond that may be this machine's own.</summary>
    public async Task MeasureAsync(double enoughMs, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Measurements && !(survey.RoundTripMs <= enoughMs); i++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            if (await AskAsync("PING", ["PING"], cancellationToken).ConfigureAwait(false) is null)
            {
                return;
            }

            var took = Math.Round(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds, 2);
            survey.RoundTripMs = Math.Min(survey.RoundTripMs ?? took, took);
        }
    }

    private bool HasKeysOfItsOwn => survey.First.Myself is { IsMaster: true } && survey.Info?.Part("db0", "keys") is not null;

    private async Task PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await node.SendAsync(patience, ["PING"], cancellationToken).ConfigureAwait(false);
            survey.Answers = true;
        }
        catch (NodeErrorException e) when (e.Code is "LOADING" or "NOPERM")
        {
            survey.Answers = true;
            survey.IsLoading = e.Code == "LOADING";
        }
        catch (NodeErrorException e)
        {
            survey.Failure = new Problem(ErrorIds.RedisServerError, ProblemCategory.InvalidResult, $"{survey.Place} answered {e.Command} with an error: {e.Message.TrimEnd('.')}.", survey.Place.Address,
                "Look into the node's log; the message is the server's own.");
        }
        catch (ProblemException e)
        {
            survey.Failure = e.Problem;
        }
    }

    private async Task<RedisReply?> AskAsync(string part, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        try
        {
            return await node.SendAsync(patience, command, cancellationToken).ConfigureAwait(false);
        }
        catch (NodeErrorException e)
        {
            survey.Failures[part] = e.Message.Contains(NoUsers, StringComparison.Ordinal) ? new PartFailure("the server has no users", IsUnsupported: true)
                : new PartFailure(e.Code == "NOPERM" ? $"the user may not use {part}" : e.Message.TrimEnd('.'));
        }
        catch (ProblemException e)
        {
            survey.Failures[part] = new PartFailure(e.Message.TrimEnd('.'));
        }

        return null;
    }

    private static InfoText ToInfo(RedisReply reply) => InfoText.Parse($"{reply}");

    /// <summary>What an answer says; null where there is none, or it can't be read.</summary>
    private T? Read<T>(string part, RedisReply? reply, Func<RedisReply, T> parse)
        where T : class
    {
        try
        {
            return reply is null ? null : parse(reply);
        }
        catch (FormatException e)
        {
            survey.Failures[part] = new PartFailure($"the answer can't be read: {e.Message.TrimEnd('.')}");
            return null;
        }
    }

    private static Dictionary<string, string> ToSettings(RedisReply reply) =>
        (reply.Items ?? []).Chunk(2).Where(pair => pair.Length == 2 && Settings.Contains($"{pair[0]}")).ToDictionary(
            pair => $"{pair[0]}", pair => SecretSettings.Contains($"{pair[0]}") ? Digest($"{pair[1]}") : $"{pair[1]}", StringComparer.Ordinal);

    /// <summary>Of something secret, enough to compare it by; of nothing, nothing.</summary>
    private static string Digest(string secret) => secret.Length == 0 ? "" : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static HashSet<string> Supported(RedisReply? commands) =>
        (commands?.Items ?? []).Select(command => command.Items is [var name, ..] ? $"{name}".ToLowerInvariant() : null).OfType<string>().ToHashSet(StringComparer.Ordinal);
}
