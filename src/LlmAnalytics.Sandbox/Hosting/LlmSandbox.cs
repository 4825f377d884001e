using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Globalization;
using LlmAnalytics.Sandbox.Redis;

namespace LlmAnalytics.Sandbox.Hosting;

/// <summary>A Kafka cluster and Redis nodes on loopback, until it is disposed of or this process ends. What it says of their state is what is so when it is read.</summary>
public sealed class LlmSandbox : IAsyncDisposable
{
    private static int _count;
    private readonly IKafkaSandbox? _kafka;
    private readonly RedisSandbox? _redis;
    private int _stopped;

    private LlmSandbox(IKafkaSandbox? kafka, RedisSandbox? redis, TimeSpan took)
    {
        _kafka = kafka;
        _redis = redis;
        Name = string.Create(CultureInfo.InvariantCulture, $"sandbox-{Interlocked.Increment(ref _count)}");
        StartedInMs = (int)took.TotalMilliseconds;
    }

    /// <summary>Its name in this process: <c>sandbox-1</c> and so on.</summary>
    public string Name { get; }

    /// <summary><c>Running</c> or <c>Stopped</c>.</summary>
    public string State => _stopped == 0 ? "Running" : "Stopped";

    /// <summary><c>Simulated</c>, <c>Local</c> or <c>None</c>.</summary>
    public string Kafka => (_kafka?.Kind ?? KafkaKind.None).ToString();

    /// <summary>host:port of every broker, joined with commas, where everybody is a super user; null without Kafka.</summary>
    public string? BootstrapServers => _kafka?.BootstrapServers;

    /// <summary>host:port of every broker for SASL_PLAINTEXT, whose users have rights by ACLs only; null where there is no such listener.</summary>
    public string? SaslBootstrapServers => _kafka?.SaslBootstrapServers;

    /// <summary>The brokers. Not a collection expression, into whose type PowerShell's indexer doesn't reach.</summary>
    public ReadOnlyCollection<SandboxBroker> Brokers => new([.. _kafka?.Brokers.Select(broker => broker with { Sandbox = Name }) ?? []]);

    /// <summary><c>Server</c>, <c>Garnet</c> or <c>None</c>.</summary>
    public string Redis => (_redis?.Kind ?? RedisKind.None).ToString();

    /// <summary>The Redis nodes.</summary>
    public ReadOnlyCollection<SandboxRedisNode> RedisNodes => new([.. _redis?.Nodes.Select(View) ?? []]);

    /// <summary>How long the start took, in milliseconds.</summary>
    public int StartedInMs { get; }

    /// <summary>The connections that were opened to it, to be closed with it.</summary>
    internal List<object> Connections { get; } = [];

    internal IKafkaSandbox KafkaOrThrow => _kafka ?? throw new SandboxException("NoKafka", $"{Name} has no Kafka.", "Start a sandbox with -Kafka Simulated or Local.");

    /// <summary>Starts what the options name; everything answers when this returns.</summary>
    /// <exception cref="SandboxException">A part did not start; nothing is left running.</exception>
    public static async Task<LlmSandbox> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var startedAt = Stopwatch.GetTimestamp();
        var kafka = KafkaSandboxes.StartAsync(options, cancellationToken);
        var redis = options.Redis.Kind == RedisKind.None ? Task.FromResult<RedisSandbox?>(null) : StartRedisAsync(options.Redis, cancellationToken);
        try
        {
            await Task.WhenAll(kafka, redis).ConfigureAwait(false);
        }
        catch
        {
            await EndAsync(kafka).ConfigureAwait(false);
            await EndAsync(redis).ConfigureAwait(false);
            throw;
        }

        return new LlmSandbox(await kafka.ConfigureAwait(false), await redis.ConfigureAwait(false), Stopwatch.GetElapsedTime(startedAt));
    }

    /// <summary>The node at an endpoint (host:port), or at a port.</summary>
    /// <exception cref="SandboxException">There is no such node.</exception>
    internal IRedisSandboxNode RedisNode(string endpoint) => FindRedisNode(endpoint)
        ?? throw new SandboxException("UnknownRedisNode", $"{Name} has no Redis node {endpoint}.", "Get-LlmSandbox lists them, as RedisNodes.");

    internal bool HasRedisNode(string endpoint) => FindRedisNode(endpoint) is not null;

    internal static string Endpoint(IRedisSandboxNode node) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{node.Port}");

    /// <summary>Ends everything. Does nothing the second time.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            await Task.WhenAll(_kafka?.DisposeAsync().AsTask() ?? Task.CompletedTask, _redis?.DisposeAsync().AsTask() ?? Task.CompletedTask).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private IRedisSandboxNode? FindRedisNode(string endpoint) =>
        _redis?.Nodes.FirstOrDefault(node => Endpoint(node) == endpoint || node.Port.ToString(CultureInfo.InvariantCulture) == endpoint);

    private SandboxRedisNode View(IRedisSandboxNode node) => new(Endpoint(node), node.State, node.ProcessId, Name);

    private static async Task<RedisSandbox?> StartRedisAsync(RedisSandboxOptions options, CancellationToken cancellationToken) =>
        await RedisSandbox.StartAsync(options, cancellationToken).ConfigureAwait(false);

    /// <summary>Ends a part that did start; one that didn't has cleaned up itself, and its exception is the caller's already.</summary>
    private static async Task EndAsync<T>(Task<T?> part)
        where T : class, IAsyncDisposable
    {
        await ((Task)part).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (part.IsCompletedSuccessfully && await part.ConfigureAwait(false) is { } started)
        {
            await started.DisposeAsync().ConfigureAwait(false);
        }
    }
}
