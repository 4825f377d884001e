using System.Globalization;
using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Sandbox.Redis;

/// <summary>A node as a process of <c>redis-server</c> or <c>valkey-server</c>.</summary>
internal sealed class RedisServerNode : IRedisSandboxNode
{
    private readonly string _executable;
    private readonly RunFolder _folder;
    private readonly string _configuration;
    private readonly string _log;
    private ServerProcess? _process;

    public RedisServerNode(string executable, RunFolder folder, int port, int nodeTimeoutMs)
    {
        (_executable, _folder, Port) = (executable, folder, port);
        var data = folder.File($"redis-{port}");
        Directory.CreateDirectory(data);
        _configuration = Path.Combine(data, "redis.conf");
        _log = Path.Combine(data, "server.log");
        File.WriteAllLines(_configuration, Settings(data, port, nodeTimeoutMs));
    }

    public int Port { get; }

    public int? ProcessId => _process is { IsRunning: true } process ? process.Id : null;

    public string State => _process switch
    {
        null or { IsRunning: false } => "Down",
        { IsFrozen: true } => "Frozen",
        _ => "Up",
    };

    public void Start()
    {
        _process = ServerProcess.Start(_executable, [_configuration], _log);
        _folder.Own(_process);
    }

    public void Kill() => _process?.Kill();

    public void Freeze() => Running().Freeze();

    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (_process is { IsRunning: true } process)
        {
            process.Thaw();
        }
        else
        {
            Start();
        }

        await RedisPing.UntilReadyAsync(this, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The end of what it logged.</summary>
    public string LogTail()
    {
        if (!File.Exists(_log))
        {
            return "";
        }

        using var reader = new StreamReader(new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return string.Join('\n', reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(10));
    }

    private ServerProcess Running() => _process is { IsRunning: true } process ? process
        : throw new SandboxException("RedisNodeDown", $"The Redis node at port {Port} is down.", "Start it first, with -RedisState Up.");

    private static string[] Settings(string data, int port, int nodeTimeoutMs) =>
    [
        "bind 127.0.0.1",
        string.Create(CultureInfo.InvariantCulture, $"port {port}"),
        "cluster-enabled yes",
        "cluster-config-file nodes.conf",
        string.Create(CultureInfo.InvariantCulture, $"cluster-node-timeout {nodeTimeoutMs}"),
        $"dir \"{data}\"",
        "save \"\"",
        "appendonly no",
        "repl-diskless-sync-delay 0",
    ];
}
