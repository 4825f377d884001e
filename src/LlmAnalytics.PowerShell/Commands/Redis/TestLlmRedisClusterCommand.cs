using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Completion;
using LlmAnalytics.PowerShell.Health;

namespace LlmAnalytics.PowerShell.Commands.Redis;

/// <summary>
/// Gives a verdict on a Redis cluster: every node is asked, and each check says what was seen, what was expected and what mends it. A cluster that can't be reached is
/// a verdict too, not an error.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "LlmRedisCluster", SupportsShouldProcess = true)]
[OutputType(typeof(RedisClusterHealth), typeof(bool))]
public sealed class TestLlmRedisClusterCommand : RedisCommand
{
    private static readonly RedisHealthQuery Defaults = new();
    private RedisHealthQuery _query = Defaults;

    /// <summary>The checks to make; all but the round trip where none are given. Naming RoundTrip asks for it, as <see cref="IncludeRoundTrip"/> does.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RedisCheckCompleter))]
    public string[] Include { get; set; } = [];

    /// <summary>The checks to leave out, of those included too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RedisCheckCompleter))]
    public string[] Skip { get; set; } = [];

    /// <summary>Writes a key on each master, waits for its replicas and reads it from one: the only part of the test that writes to the cluster.</summary>
    [Parameter]
    public SwitchParameter IncludeRoundTrip { get; set; }

    /// <summary>Seconds between the two samples of which rates are made; no rates where none is given.</summary>
    [Parameter]
    [ValidateRange(0, 3600)]
    public int SampleSec { get; set; } = Defaults.SampleSec;

    /// <summary>The replicas that each master should have.</summary>
    [Parameter]
    [ValidateRange(0, 10)]
    public int ReplicasPerMaster { get; set; } = Defaults.ReplicasPerMaster;

    /// <summary>The time in milliseconds over which a node's answer is warned of; ten times as many are critical.</summary>
    [Parameter]
    [ValidateRange(1, 600_000)]
    public int MaxRoundTripMs { get; set; } = Defaults.MaxRoundTripMs;

    /// <summary>The bytes of replication that a replica may be behind before it is warned of.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long MaxLagBytes { get; set; } = Defaults.MaxLagBytes;

    /// <summary>The seconds since a replica heard from its master before it is warned of; three times as many are critical.</summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int MaxLagSec { get; set; } = Defaults.MaxLagSec;

    /// <summary>The share of maxmemory in use, in percent, over which it is warned of; ten more are critical.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int MaxMemoryPercent { get; set; } = Defaults.MaxMemoryPercent;

    /// <summary>The share of maxclients in use, in percent, over which it is warned of.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int MaxClientPercent { get; set; } = Defaults.MaxClientPercent;

    /// <summary>The deviation of a master's slots from the mean, in percent, over which it is warned of.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int MaxSkewPercent { get; set; } = Defaults.MaxSkewPercent;

    /// <summary>Writes only whether the cluster is healthy.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        base.Prepare();
        var checks = CheckSelection.Read(RedisChecks.All, Include, Skip, RedisChecks.RoundTrip, IncludeRoundTrip);
        _query = new RedisHealthQuery
        {
            Include = checks.Include,
            Skip = checks.Skip,
            IncludeRoundTrip = checks.Extra,
            SampleSec = SampleSec,
            ReplicasPerMaster = ReplicasPerMaster,
            MaxRoundTripMs = MaxRoundTripMs,
            MaxLagBytes = MaxLagBytes,
            MaxLagSec = MaxLagSec,
            MaxMemoryPercent = MaxMemoryPercent,
            MaxClientPercent = MaxClientPercent,
            MaxSkewPercent = MaxSkewPercent,
            Patience = Patience.Of(TimeoutSec, Defaults.Patience),
        };

        // Watching is no waiting: what was asked for on top of the default time gets its own.
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(TimeoutSec)))
        {
            TimeoutSec += SampleSec;
        }
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(IRedisCluster cluster, CancellationToken cancellationToken)
    {
        var health = await cluster.TestAsync(_query, Caller, cancellationToken);
        Post(Quiet ? health.Healthy : health);
    }
}
