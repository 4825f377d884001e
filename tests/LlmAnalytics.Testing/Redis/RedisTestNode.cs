using System.Globalization;
using System.Net.Sockets;
using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Testing;

/// <summary>A Redis server in cluster mode as a process of its own, on an address of its own.</summary>
public sealed class RedisTestNode
{
    private static readonly TimeSpan CommandWait = TimeSpan.FromSeconds(10);
    private readonly RunFolder folder;
    private readonly RedisClusterOptions options;
    private readonly TestCertificates? certificates;
    private readonly RedisServer server;
    private ServerProcess? process;

    internal RedisTestNode(RunFolder folder, RedisClusterOptions options, TestCertificates? certificates, int number, int port)
    {
        (this.folder, this.options, this.certificates) = (folder, options, certificates);
        server = options.NodeServer?.Invoke(number) ?? options.Server;
        Number = number;
        Port = port;
        var zone = ((number - 1) % options.Zones) + 1;
        Zone = $"zone{zone}";
        Host = string.Create(CultureInfo.InvariantCulture, $"127.0.{zone}.{((number - 1) / options.Zones) + 1}");
        Directory.CreateDirectory(DataFolder);
    }

    /// <summary>The node's number, from 1.</summary>
    public int Number { get; }

    /// <summary>The address that it listens on and connects from.</summary>
    public string Host { get; private set; }

    /// <summary>The port of clients; the bus has 10000 more.</summary>
    public int Port { get; }

    /// <summary>Host and port.</summary>
    public string Address => $"{Host}:{Port}";

    /// <summary>The zone: <c>zone1</c> and so on.</summary>
    public string Zone { get; }

    /// <summary>Where it keeps nodes.conf, its configuration and its data.</summary>
    public string DataFolder => folder.File($"node{Number}");

    /// <summary>The process' number.</summary>
    public int ProcessId => process?.Id ?? 0;

    /// <summary>Whether the process runs, frozen or not.</summary>
    public bool IsRunning => process is { IsRunning: true };

    /// <summary>Whether it is frozen.</summary>
    public bool IsFrozen => process is { IsFrozen: true };

    private string LogPath => Path.Combine(DataFolder, "server.log");

    /// <summary>SIGSTOP: connections stay open, nothing answers.</summary>
    public void Freeze() => process!.Freeze();

    /// <summary>SIGCONT.</summary>
    public void Thaw() => process!.Thaw();

    /// <summary>SIGKILL; returns when the process is gone.</summary>
    public void Kill() => process!.Kill();

    /// <summary>Ends the process if it runs, and starts it again with the same data, on another address if one is given (as a pod that moves).</summary>
    public async Task RestartAsync(string? host = null, CancellationToken cancellationToken = default)
    {
        await process!.DisposeAsync();
        Host = host ?? Host;
        Launch();
        await UntilAnswersAsync(cancellationToken);
    }

    /// <summary>Sends a command over a connection of its own, as the default user.</summary>
    /// <returns>The text; a list's elements a line each.</returns>
    /// <exception cref="RedisCommandException">The node answered with an error.</exception>
    public async Task<string> CommandAsync(params string[] command) => (await CommandsAsync([command]))[0];

    /// <summary>Sends several commands at once, over one connection.</summary>
    /// <exception cref="RedisCommandException">The node answered one of them with an error.</exception>
    public async Task<IReadOnlyList<string>> CommandsAsync(IReadOnlyList<string[]> commands, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(CommandWait);
        using var client = await RespClient.ConnectAsync(Host, Port, options.Password, certificates, patience.Token);
        return await client.SendAsync(commands, patience.Token);
    }

    /// <summary>The node's id.</summary>
    public Task<string> IdAsync() => CommandAsync("CLUSTER", "MYID");

    /// <summary>A field of INFO; null where there is none.</summary>
    public async Task<string?> InfoAsync(string field) => RedisText.Field(await CommandAsync("INFO", "everything"), field);

    /// <summary>The last lines of its log.</summary>
    public string LogTail(int lines = 20)
    {
        using var reader = new StreamReader(new FileStream(LogPath, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        return string.Join('\n', reader.ReadToEnd().Split('\n').TakeLast(lines));
    }

    /// <inheritdoc/>
    public override string ToString() => $"node {Number} ({Address})";

    internal void Launch()
    {
        var configuration = Path.Combine(DataFolder, "redis.conf");
        File.WriteAllLines(configuration, RedisConfiguration.Build(this, options, certificates));
        process = ServerProcess.Start(server.Path ?? throw new InvalidOperationException($"{server.Name} is not on this machine"), [configuration], LogPath);
        folder.Own(process);
    }

    internal async Task UntilAnswersAsync(CancellationToken cancellationToken)
    {
        var until = Environment.TickCount64 + (long)options.Deadline.TotalMilliseconds;
        while (!await AnswersAsync(cancellationToken))
        {
            if (!IsRunning)
            {
                throw new RedisFailedException($"{this} ended while it was waited for", [this]);
            }

            if (Environment.TickCount64 > until)
            {
                throw new RedisFailedException($"{this} did not answer in time", [this]);
            }

            await Task.Delay(10, cancellationToken);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CommandsAsync([["PING"]], cancellationToken);
            return true;
        }
        catch (Exception early) when (early is SocketException or IOException || (early is RedisCommandException && early.Message.Contains("LOADING", StringComparison.Ordinal)))
        {
            return false;
        }
    }
}
