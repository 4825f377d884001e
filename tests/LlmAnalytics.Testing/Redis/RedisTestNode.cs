using System.Globalization;
using System.Net.Sockets;
using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Testing;

/// <summary>A Redis server in cluster mode as a process of its own, on an address of its own.</summary>
public sealed class RedisTestNode : RedisNodeUnderTest
{
    private readonly RunFolder folder;
    private readonly RedisClusterOptions options;
    private readonly TestCertificates? certificates;
    private readonly RedisServer server;
    private ServerProcess? process;
    private string host;

    internal RedisTestNode(RunFolder folder, RedisClusterOptions options, TestCertificates? certificates, int number, int port)
        : base(number, ZoneOf(number, options), port)
    {
        (this.folder, this.options, this.certificates) = (folder, options, certificates);
        server = options.NodeServer?.Invoke(number) ?? options.Server;
        host = string.Create(CultureInfo.InvariantCulture, $"127.0.{ZoneOf(number, options)}.{((number - 1) / options.Zones) + 1}");
        Directory.CreateDirectory(DataFolder);
    }

    /// <inheritdoc/>
    public override string Host => host;

    /// <summary>Where it keeps nodes.conf, its configuration and its data.</summary>
    public string DataFolder => folder.File($"node{Number}");

    /// <summary>The process' number.</summary>
    public int ProcessId => process?.Id ?? 0;

    /// <inheritdoc/>
    public override bool IsRunning => process is { IsRunning: true };

    /// <summary>Whether it is frozen.</summary>
    public bool IsFrozen => process is { IsFrozen: true };

    private string LogPath => Path.Combine(DataFolder, "server.log");

    /// <summary>SIGSTOP: connections stay open, nothing answers.</summary>
    public void Freeze() => process!.Freeze();

    /// <summary>SIGCONT.</summary>
    public void Thaw() => process!.Thaw();

    /// <inheritdoc/>
    public override void Kill() => process!.Kill();

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken = default) => RestartAsync(cancellationToken: cancellationToken);

    /// <summary>Ends the process if it runs, and starts it again with the same data, on another address if one is given (as a pod that moves).</summary>
    public async Task RestartAsync(string? host = null, CancellationToken cancellationToken = default)
    {
        await process!.DisposeAsync();
        this.host = host ?? Host;
        Launch();
        await UntilAnswersAsync(cancellationToken);
    }

    /// <summary>The last lines of its log.</summary>
    public string LogTail(int lines = 20)
    {
        using var reader = new StreamReader(new FileStream(LogPath, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        return string.Join('\n', reader.ReadToEnd().Split('\n').TakeLast(lines));
    }

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

    private protected override Task<RespClient> ConnectAsync(CancellationToken cancellationToken) => RespClient.ConnectAsync(Host, Port, options.Password, certificates, cancellationToken);

    private static int ZoneOf(int number, RedisClusterOptions options) => ((number - 1) % options.Zones) + 1;

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
