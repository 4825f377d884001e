using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Completion;
using LlmAnalytics.PowerShell.Health;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>
/// Gives a verdict on a cluster: the headline figures, and each check with what was seen, what was expected and what mends it. A cluster that can't be reached is a
/// verdict too, not an error.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "LlmKafkaCluster", SupportsShouldProcess = true)]
[OutputType(typeof(KafkaClusterHealth), typeof(bool))]
public sealed class TestLlmKafkaClusterCommand : KafkaCommand
{
    private static readonly HealthQuery Defaults = new();
    private HealthQuery _query = Defaults;

    /// <summary>The checks to make; all but the round trip where none are given. Naming RoundTrip asks for it, as <see cref="IncludeRoundTrip"/> does.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HealthCheckCompleter))]
    public string[] Include { get; set; } = [];

    /// <summary>The checks to leave out, of those included too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HealthCheckCompleter))]
    public string[] Skip { get; set; } = [];

    /// <summary>Passes a record through a topic that is made for it and always removed: the only part of the test that writes to the cluster.</summary>
    [Parameter]
    public SwitchParameter IncludeRoundTrip { get; set; }

    /// <summary>The number of brokers under which the cluster is warned of.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MinBrokers { get; set; } = Defaults.MinBrokers;

    /// <summary>The lag in messages, over all partitions of a group, over which the group is warned of.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    [Alias("LagThreshold")]
    public long MaxLag { get; set; } = Defaults.MaxLag;

    /// <summary>The share of a log directory's volume in use, in percent, over which it is warned of.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int MaxDiskPercent { get; set; } = Defaults.MaxDiskPercent;

    /// <summary>The deviation of a broker's leaders, replicas or bytes from the mean, in percent, over which it is warned of.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int MaxSkewPercent { get; set; } = Defaults.MaxSkewPercent;

    /// <summary>The time in milliseconds over which a broker's answer is warned of.</summary>
    [Parameter]
    [ValidateRange(1, 600_000)]
    public int MaxRoundTripMs { get; set; } = Defaults.MaxRoundTripMs;

    /// <summary>Writes only whether the cluster is healthy.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        base.Prepare();
        var checks = CheckSelection.Read(HealthChecks.All, Include, Skip, HealthChecks.RoundTrip, IncludeRoundTrip);
        _query = new HealthQuery
        {
            Include = checks.Include,
            Skip = checks.Skip,
            IncludeRoundTrip = checks.Extra,
            MinBrokers = MinBrokers,
            MaxLag = MaxLag,
            MaxDiskPercent = MaxDiskPercent,
            MaxSkewPercent = MaxSkewPercent,
            MaxRoundTripMs = MaxRoundTripMs,
            Patience = Patience.Of(TimeoutSec, Defaults.Patience),
        };
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(IKafkaCluster cluster, CancellationToken cancellationToken)
    {
        var health = await cluster.Health.TestAsync(_query, Caller, cancellationToken);
        Post(Quiet ? health.Healthy : health);
    }
}
