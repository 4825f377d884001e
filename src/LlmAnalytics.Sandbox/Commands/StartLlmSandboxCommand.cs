using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LlmAnalytics.Sandbox.Hosting;
using LlmAnalytics.Sandbox.Processes;
using LlmAnalytics.Sandbox.Redis;

namespace LlmAnalytics.Sandbox.Commands;

/// <summary>Starts a Kafka cluster and Redis nodes on loopback, and makes them the ones that this session's commands use.</summary>
[Cmdlet(VerbsLifecycle.Start, "LlmSandbox")]
[OutputType(typeof(LlmSandbox))]
public sealed class StartLlmSandboxCommand : SandboxCommand
{
    private const string Activity = "Start-LlmSandbox";
    private const int ActivityId = 7301;

    /// <summary>What the Kafka cluster is.</summary>
    [Parameter(Position = 0)]
    public KafkaKind Kafka { get; set; } = KafkaKind.Simulated;

    /// <summary>What the Redis nodes are.</summary>
    [Parameter(Position = 1)]
    public RedisKind Redis { get; set; } = RedisKind.Auto;

    /// <summary>How many brokers.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Brokers { get; set; } = 3;

    /// <summary>How many Redis nodes.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int RedisNodes { get; set; } = 6;

    /// <summary>A redis-server or valkey-server: its path, or its name on the PATH.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RedisServerPath { get; set; }

    /// <summary>After so many milliseconds a silent Redis node counts as failed.</summary>
    [Parameter]
    [ValidateRange(500, 600_000)]
    public int RedisNodeTimeoutMs { get; set; } = 2000;

    /// <summary>After so many seconds a silent broker is fenced.</summary>
    [Parameter]
    [ValidateRange(1, 600)]
    public int BrokerSessionTimeoutSec { get; set; } = 9;

    /// <summary>Leaves the session's connections as they are.</summary>
    [Parameter]
    public SwitchParameter NoConnect { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var kind = RedisServerPath is null ? Redis : RedisKind.Server;
        if (RedisServerPath is not null && Redis is RedisKind.Garnet or RedisKind.None)
        {
            Fail(new SandboxException("ParameterConflict", $"-Redis {Redis} needs no server, and -RedisServerPath names one.", "Leave one of them out."), RedisServerPath);
        }

        if (Kafka == KafkaKind.None && kind == RedisKind.None)
        {
            Fail(new SandboxException("NothingToStart", "With -Kafka None and -Redis None there is nothing to start.", "Leave one of them out."));
        }

        var options = new SandboxOptions
        {
            Kafka = Kafka,
            Brokers = Brokers,
            BrokerSessionTimeout = TimeSpan.FromSeconds(BrokerSessionTimeoutSec),
            Redis = new RedisSandboxOptions { Kind = kind, Nodes = RedisNodes, ServerPath = RedisServerPath is null ? null : Unresolved(RedisServerPath), NodeTimeoutMs = RedisNodeTimeoutMs },
        };
        var progress = new ProgressRecord(ActivityId, Activity, $"Kafka {Kafka}, Redis {kind}");
        WriteProgress(progress);
        try
        {
            var sandbox = Await(token => LlmSandbox.StartAsync(options, token));
            SandboxRegistry.Add(Runspace.DefaultRunspace, sandbox);
            Connect(sandbox);
            WriteObject(sandbox);
        }
        catch (SandboxException e)
        {
            Fail(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(RunFolder.Unusable(e));
        }
        finally
        {
            progress.RecordType = ProgressRecordType.Completed;
            WriteProgress(progress);
        }
    }

    // A path as PowerShell knows it: ~, and the session's current folder, which is not the process'. A bare name is looked up on the PATH.
    private string Unresolved(string path) => path.AsSpan().ContainsAny('/', '\\') || path.StartsWith('~') ? GetUnresolvedProviderPathFromPSPath(path) : path;

    private void Connect(LlmSandbox sandbox)
    {
        if (NoConnect)
        {
            return;
        }

        var session = new SessionConnections(sandbox);
        try
        {
            session.Open();
        }
        catch (RuntimeException)
        {
            // A sandbox that this session can't use is of no use to anybody.
            Await(async _ =>
            {
                await sandbox.DisposeAsync().ConfigureAwait(false);
                return true;
            });
            throw;
        }
    }
}
