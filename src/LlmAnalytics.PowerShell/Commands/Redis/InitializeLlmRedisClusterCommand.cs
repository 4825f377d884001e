using System.Management.Automation;
using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Commands.Redis;

/// <summary>
/// Makes a Redis cluster of fresh nodes: waits until they are ready, looks at every one of them, places masters and replicas, joins them, and is done when a write
/// succeeds on every master. Completes what was left half-made; leaves alone what is complete.
/// </summary>
[Cmdlet(VerbsData.Initialize, "LlmRedisCluster", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RedisClusterResult))]
public sealed class InitializeLlmRedisClusterCommand : RedisCommand
{
    private static readonly RedisInitialization Defaults = new();

    /// <summary>Pods that are being scheduled, pulled and started take minutes.</summary>
    private const int TimeForPods = 300;

    /// <summary>Creates the command.</summary>
    public InitializeLlmRedisClusterCommand() => TimeoutSec = TimeForPods;

    /// <summary>The number of nodes: at least three masters with their replicas.</summary>
    [Parameter]
    [ValidateRange(3, 1000)]
    public int NodeCount { get; set; } = Defaults.NodeCount;

    /// <summary>Replicas of each master.</summary>
    [Parameter]
    [ValidateRange(0, 10)]
    public int ReplicasPerMaster { get; set; } = Defaults.ReplicasPerMaster;

    /// <summary>Makes nodes beyond <see cref="NodeCount"/> further replicas; otherwise they are an error.</summary>
    [Parameter]
    public SwitchParameter ExtraNodesAsReplicas { get; set; }

    /// <inheritdoc/>
    private protected override async Task RunAsync(IRedisCluster cluster, CancellationToken cancellationToken)
    {
        var initialization = new RedisInitialization { NodeCount = NodeCount, ReplicasPerMaster = ReplicasPerMaster, ExtraNodesAsReplicas = ExtraNodesAsReplicas };
        Post(await cluster.InitializeAsync(initialization, Caller, cancellationToken));
    }
}
