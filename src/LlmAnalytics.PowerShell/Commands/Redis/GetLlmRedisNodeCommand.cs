using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Completion;

namespace LlmAnalytics.PowerShell.Commands.Redis;

/// <summary>Reads the nodes of a Redis cluster: as the cluster shows them, and as each answers itself. Those that don't answer are listed too, with the reason.</summary>
[Cmdlet(VerbsCommon.Get, "LlmRedisNode")]
[OutputType(typeof(RedisNode))]
public sealed class GetLlmRedisNodeCommand : RedisCommand
{
    private const string Master = "Master";
    private const string Replica = "Replica";
    private readonly List<string> _names = [];

    /// <summary>Addresses, pods or node ids, with wildcards; all nodes where none are given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("Endpoint")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LiveRedisNodeCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Only the masters, or only the replicas.</summary>
    [Parameter]
    [ValidateSet(Master, Replica)]
    public string? Role { get; set; }

    /// <inheritdoc/>
    private protected override void Collect() => _names.AddRange(Name.Except(_names));

    /// <inheritdoc/>
    private protected override Task RunAsync(IRedisCluster cluster, CancellationToken cancellationToken)
    {
        // As the contract spells it: ValidateSet takes any case.
        var role = Array.Find([Master, Replica], name => string.Equals(name, Role, StringComparison.OrdinalIgnoreCase));
        return PostAsync(cluster.GetNodesAsync(new RedisNodeQuery { Names = _names, Role = role }, Caller, cancellationToken));
    }
}
