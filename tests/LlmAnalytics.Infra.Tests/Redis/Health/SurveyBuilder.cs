using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health;
using LlmAnalytics.Infra.Redis.Health.Survey;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Tests.Redis.Health;

/// <summary>
/// A healthy cluster of three masters with a replica each, as it would be gathered; tests make it ill. Node <c>n</c> of 1 to 6 has the id of n in 40 digits; 4, 5 and 6 replicate
/// 1, 2 and 3, and are in other zones.
/// </summary>
internal sealed class SurveyBuilder
{
    private const long Now = 1_800_000_000;
    private readonly Dictionary<(int Teller, int About), Func<string, string>> _lines = [];
    private readonly Dictionary<int, Dictionary<string, string>> _infos = [];
    private readonly Dictionary<int, Dictionary<string, string>> _laterInfos = [];
    private readonly Dictionary<int, Dictionary<string, string>> _clusterInfos = [];
    private readonly List<(int Teller, string Line)> _further = [];
    private readonly List<Action<NodeSurvey>> _changes = [];

    /// <summary>Whether there is a second look, at the same things.</summary>
    public TimeSpan? LookedAgainAfter { get; set; }

    /// <summary>Whether there is a second sample; equal to the first but for <see cref="LaterInfo"/>.</summary>
    public TimeSpan? SampledFor { get; set; }

    /// <summary>Whether the nodes are pods.</summary>
    public bool Pods { get; set; }

    public Func<int, string?> Zone { get; set; } = number => $"zone{((number - 1 + ((number - 1) / 3)) % 3) + 1}";

    public Func<int, string?> Machine { get; set; } = number => $"machine{number}";

    public static string Id(int number) => $"{number:x40}";

    public static string Address(int number) => $"10.0.0.{number}:6379";

    /// <summary>Changes a line that one node shows of another; of 0, all show it so.</summary>
    public SurveyBuilder Line(int teller, int about, Func<string, string> change)
    {
        foreach (var node in teller == 0 ? Enumerable.Range(1, 6) : [teller])
        {
            _lines[(node, about)] = change;
        }

        return this;
    }

    /// <summary>Has all others flag a node.</summary>
    public SurveyBuilder Flag(int about, string flag)
    {
        foreach (var teller in Enumerable.Range(1, 6).Where(teller => teller != about))
        {
            _lines[(teller, about)] = line => line.Replace("master -", $"master,{flag} -", StringComparison.Ordinal).Replace("slave 0", $"slave,{flag} 0", StringComparison.Ordinal);
        }

        return this;
    }

    /// <summary>A line about a node beyond the six.</summary>
    public SurveyBuilder Further(int teller, string line)
    {
        _further.Add((teller, line));
        return this;
    }

    public SurveyBuilder Info(int node, string field, string value) => Put(_infos, node, field, value);

    public SurveyBuilder LaterInfo(int node, string field, string value) => Put(_laterInfos, node, field, value);

    public SurveyBuilder ClusterInfo(int node, string field, string value) => Put(_clusterInfos, node, field, value);

    /// <summary>Changes a node's setting.</summary>
    public SurveyBuilder Setting(int node, string name, string value) => Change(node, survey => survey.Config = new Dictionary<string, string>(survey.Config!) { [name] = value });

    public SurveyBuilder Change(int node, Action<NodeSurvey> change)
    {
        _changes.Add(survey =>
        {
            if (survey.Place.Host == $"10.0.0.{node}")
            {
                change(survey);
            }
        });
        return this;
    }

    /// <summary>Makes a node not answer.</summary>
    public SurveyBuilder Silence(int node, string errorId = ErrorIds.RedisNodeNotResponding, ProblemCategory category = ProblemCategory.OperationTimeout) => Change(node, survey =>
    {
        survey.Answers = false;
        survey.First = new Look();
        survey.Info = null;
        survey.Config = null;
        survey.Failure = new Problem(errorId, category, "It said nothing.", survey.Place.Address, "Look.");
    });

    /// <summary>Takes a part from a node, as for a user who may not ask for it.</summary>
    public SurveyBuilder Deny(int node, string part, Action<NodeSurvey> forget) => Change(node, survey =>
    {
        survey.Failures[part] = new PartFailure($"the user may not use {part}");
        forget(survey);
    });

    public ClusterSurvey Build()
    {
        var nodes = Enumerable.Range(1, 6).Select(Node).ToList();
        foreach (var node in nodes)
        {
            _changes.ForEach(change => change(node));
            node.Later = LookedAgainAfter is null ? null : node.First;
        }

        return new ClusterSurvey { Nodes = nodes, LookedAgainAfter = LookedAgainAfter, SampledFor = SampledFor };
    }

    public RedisClusterHealth Judge(RedisHealthQuery? query = null) => RedisHealthTest.Judge(Build(), query ?? new RedisHealthQuery());

    /// <summary>What one check finds.</summary>
    public IReadOnlyList<HealthCheck> Run(string check, RedisHealthQuery? query = null) => Judge((query ?? new RedisHealthQuery()) with { Include = [check] }).Checks;

    /// <summary>What one check finds, where that is one thing.</summary>
    public HealthCheck Single(string check, RedisHealthQuery? query = null) => Assert.Single(Run(check, query));

    private SurveyBuilder Put(Dictionary<int, Dictionary<string, string>> all, int node, string field, string value)
    {
        foreach (var number in node == 0 ? Enumerable.Range(1, 6) : [node])
        {
            (all.TryGetValue(number, out var fields) ? fields : all[number] = [])[field] = value;
        }

        return this;
    }

    private NodeSurvey Node(int number)
    {
        var isMaster = number <= 3;
        var first = new Look
        {
            ClusterInfo = Text(new() { ["cluster_state"] = "ok", ["cluster_slots_assigned"] = "16384", ["cluster_slots_ok"] = "16384" }, _clusterInfos.GetValueOrDefault(number)),
            Nodes = ClusterNodesText.Parse(string.Join('\n', Enumerable.Range(1, 6).Select(about => LineOf(number, about)).Concat(_further.Where(line => line.Teller == number).Select(line => line.Line)))),
            Role = isMaster ? new NodeRole(true, 1000) : new NodeRole(false, 1000) { Master = Address(number - 3) },
        };
        Dictionary<string, string> info = new()
        {
            ["redis_version"] = "7.0.15", ["server_time_usec"] = $"{Now}000000", ["uptime_in_seconds"] = "100000", ["loading"] = "0",
            ["connected_clients"] = "10", ["maxclients"] = "1000", ["blocked_clients"] = "0", ["rejected_connections"] = "0",
            ["used_memory"] = "1000000", ["used_memory_rss"] = "2000000", ["maxmemory"] = "10000000", ["maxmemory_policy"] = "noeviction", ["mem_fragmentation_ratio"] = "1.2",
            ["evicted_keys"] = "0", ["rdb_last_bgsave_status"] = "ok", ["aof_last_write_status"] = "ok", ["rdb_changes_since_last_save"] = "0", ["rdb_last_save_time"] = $"{Now - 60}",
            ["latest_fork_usec"] = "1000", ["master_repl_offset"] = "1000", ["repl_backlog_size"] = "1048576", ["sync_full"] = "1", ["sync_partial_err"] = "0",
        };
        foreach (var (field, value) in isMaster ? new Dictionary<string, string> { ["connected_slaves"] = "1" }
            : new() { ["master_link_status"] = "up", ["slave_repl_offset"] = "1000", ["master_last_io_seconds_ago"] = "1", ["master_sync_in_progress"] = "0" })
        {
            info[field] = value;
        }

        var place = new NodePlace($"10.0.0.{number}", 6379) { Pod = Pods ? $"redis-{number - 1}" : null, Zone = Zone(number), KubernetesNode = Machine(number) };
        return new NodeSurvey(place)
        {
            Answers = true,
            RoundTripMs = 0.5,
            First = first,
            Info = Text(info, _infos.GetValueOrDefault(number)),
            LaterInfo = SampledFor is null ? null : Text(new(info) { ["uptime_in_seconds"] = "100002" }, _laterInfos.GetValueOrDefault(number)),
            Config = new Dictionary<string, string> { ["cluster-node-timeout"] = "15000", ["maxmemory"] = "10000000", ["maxmemory-policy"] = "noeviction", ["save"] = "", ["requirepass"] = "", ["masterauth"] = "" },
            UsersDigest = "users",
            SlowCommandTimes = [],
            LatencyEvents = [],
            HugePages = false,
            Links = [],
            Migrations = [],
        };
    }

    private static InfoText Text(Dictionary<string, string> fields, Dictionary<string, string>? changes)
    {
        foreach (var (field, value) in changes ?? [])
        {
            fields[field] = value;
        }

        return InfoText.Parse(string.Join('\n', fields.Select(pair => $"{pair.Key}:{pair.Value}")));
    }

    private string LineOf(int teller, int about)
    {
        string[] slots = ["0-5460", "5461-10922", "10923-16383"];
        var myself = teller == about ? "myself," : "";
        var line = about <= 3
            ? $"{Id(about)} {Address(about)}@16379 {myself}master - 0 0 {about} connected {slots[about - 1]}"
            : $"{Id(about)} {Address(about)}@16379 {myself}slave {Id(about - 3)} 0 0 {about - 3} connected";
        return _lines.TryGetValue((teller, about), out var change) ? change(line) : line;
    }
}
