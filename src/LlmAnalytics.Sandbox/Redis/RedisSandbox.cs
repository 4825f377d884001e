using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Sandbox.Redis;

/// <summary>Redis nodes in cluster mode on loopback, none of which knows another yet: what <c>Initialize-LlmRedisCluster</c> makes a cluster of.</summary>
internal sealed class RedisSandbox : IAsyncDisposable
{
    // A Redis node's bus has its port and 10000; both below every system's range of ephemeral ports.
    private const int FirstPort = 12000;
    private const int EndPort = 22000;
    private const int BusOffset = 10000;
    private static readonly string[] Programs = ["redis-server", "valkey-server"];
    private readonly RunFolder _folder;

    private RedisSandbox(RunFolder folder, RedisKind kind, IReadOnlyList<IRedisSandboxNode> nodes)
    {
        _folder = folder;
        Kind = kind;
        Nodes = nodes;
    }

    /// <summary>What the nodes are: <see cref="RedisKind.Server"/> or <see cref="RedisKind.Garnet"/>.</summary>
    public RedisKind Kind { get; }

    public IReadOnlyList<IRedisSandboxNode> Nodes { get; }

    /// <summary>Starts the nodes; returns when each answers.</summary>
    /// <exception cref="SandboxException">There is no server program, or a node did not start.</exception>
    public static async Task<RedisSandbox> StartAsync(RedisSandboxOptions options, CancellationToken cancellationToken)
    {
        var program = options.Kind == RedisKind.Garnet ? null : Program(options);
        var folder = RunFolder.Create();
        var nodes = new List<IRedisSandboxNode>();
        var sandbox = new RedisSandbox(folder, program is null ? RedisKind.Garnet : RedisKind.Server, nodes);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Deadline);
        try
        {
            foreach (var port in Ports(options.Nodes))
            {
                deadline.Token.ThrowIfCancellationRequested();
                nodes.Add(await Task.Run(() => Start(program, folder, port, options), deadline.Token).ConfigureAwait(false));
            }

            await Task.WhenAll(nodes.Select(node => RedisPing.UntilReadyAsync(node, deadline.Token))).ConfigureAwait(false);
            return sandbox;
        }
        catch (Exception e)
        {
            var log = nodes.OfType<RedisServerNode>().FirstOrDefault(node => node.State == "Down")?.LogTail() is { Length: > 0 } tail ? $" The end of its log: {tail}" : "";
            await sandbox.DisposeAsync().ConfigureAwait(false);
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new SandboxException("RedisStartTimeout", $"The Redis nodes did not answer within {options.Deadline.TotalSeconds:0} s.{log}", "Start fewer (-RedisNodes), or when the machine is less busy.", e);
            }

            if (e is SandboxException { ErrorId: "RedisNodeEnded" })
            {
                throw new SandboxException("RedisNodeEnded", $"{e.Message}{log}",
                    program is null ? "Try again; the port may have been taken meanwhile." : $"Make sure that {program} is a redis-server or valkey-server that runs here, and correct what its log names.", e);
            }

            if (e is IOException or UnauthorizedAccessException)
            {
                throw RunFolder.Unusable(e);
            }

            throw;
        }
    }

    /// <summary>Ends every node and deletes their files.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Nodes.Select(node => node.DisposeAsync().AsTask())).ConfigureAwait(false);
        await _folder.DisposeAsync().ConfigureAwait(false);
    }

    private static IRedisSandboxNode Start(string? program, RunFolder folder, int port, RedisSandboxOptions options)
    {
        if (program is null)
        {
            var embedded = new EmbeddedRedisNode(EmbeddedRedisLoader.Servers, folder, port, options.NodeTimeoutMs);
            embedded.Start(recover: false);
            return embedded;
        }

        var node = new RedisServerNode(program, folder, port, options.NodeTimeoutMs);
        node.Start();
        return node;
    }

    /// <summary>The server program; null for Garnet.</summary>
    private static string? Program(RedisSandboxOptions options)
    {
        if (options.ServerPath is { } path)
        {
            var given = File.Exists(path) ? Path.GetFullPath(path) : Executables.Find(path);
            return given is not null && Executables.MayRun(given) ? given : throw new SandboxException(
                "RedisServerNotFound", given is null ? $"There is no program '{path}'." : $"'{path}' can't be executed.", "Give the path of a redis-server or valkey-server, or use -Redis Garnet.");
        }

        var found = OperatingSystem.IsWindows() ? null : Programs.Select(Executables.Find).FirstOrDefault(program => program is not null);
        return found is not null || options.Kind == RedisKind.Auto ? found
            : throw new SandboxException("RedisServerNotFound", "Neither redis-server nor valkey-server is on the PATH.", "Install one, give -RedisServerPath, or use -Redis Garnet.");
    }

    private static List<int> Ports(int count)
    {
        var ports = new List<int>();
        var held = new List<TcpListener>();
        try
        {
            for (var attempt = 0; ports.Count < count; attempt++)
            {
                var port = Random.Shared.Next(FirstPort, EndPort);
                if (TryHold(port, out var clients))
                {
                    held.Add(clients);
                    if (TryHold(port + BusOffset, out var bus))
                    {
                        held.Add(bus);
                        ports.Add(port);
                    }
                }
                else if (attempt > 1000)
                {
                    throw new SandboxException("NoFreePort", "There are no free ports left on 127.0.0.1.");
                }
            }

            return ports;
        }
        finally
        {
            held.ForEach(listener => listener.Dispose());
        }
    }

    private static bool TryHold(int port, [NotNullWhen(true)] out TcpListener? listener)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            // Somebody else's port: the next random one.
            listener.Dispose();
            listener = null;
            return false;
        }
    }
}
