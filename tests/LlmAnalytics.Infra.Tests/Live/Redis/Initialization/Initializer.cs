using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Initialization;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Initialization;

/// <summary>Initializes test nodes, each run over connections of its own, as one process after the other would.</summary>
internal sealed class Initializer(IReadOnlyList<NodePlace> places) : IDisposable
{
    private readonly DirectoryInfo _journal = Directory.CreateTempSubdirectory("llm-journal-");

    public Initializer(RedisClusterUnderTest cluster)
        : this([.. cluster.Nodes.Select(Place)])
    {
        Request = Request with { NodeCount = cluster.Nodes.Count, ReplicasPerMaster = cluster.ReplicasPerMaster };
        Password = cluster.Password;
    }

    public RedisInitialization Request { get; set; } = new();

    public string? User { get; init; }

    public string? Password { get; init; }

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    public TlsOptions? Tls { get; init; }

    /// <summary>Where the journal is: a folder of this object's own.</summary>
    public string JournalFolder { get => field ?? _journal.FullName; init; }

    /// <summary>What is done before each command.</summary>
    public Func<NodePlace, IReadOnlyList<string>, Task>? Before { get; set; }

    /// <summary>Whether no node has a setting to be put back.</summary>
    public bool JournalIsEmpty => !_journal.EnumerateFiles().Any();

    public static NodePlace Place(RedisNodeUnderTest node) => new(node.Host, node.Port) { Zone = node.Zone };

    public async Task<RedisClusterResult> RunAsync(RecordingOperation? operation = null)
    {
        await using var pool = new NodePool(new DirectNodes(places), new NodeAccess { User = User, Password = Password, Tls = Tls });
        using var deadline = new CancellationTokenSource(Timeout);
        INode Open(NodePlace place) => Before is { } before ? new HookedNode(pool.Get(place), before) : pool.Get(place);
        return await new ClusterInitializer(pool.Source, Open, Request with { JournalFolder = JournalFolder }, operation ?? new RecordingOperation()).RunAsync(deadline.Token);
    }

    public void Dispose() => _journal.Delete(recursive: true);
}
