using System.Management.Automation;
using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Commands.Redis;

/// <summary>Reads a Redis cluster, put together from what every node says: its state, its figures and its shards.</summary>
[Cmdlet(VerbsCommon.Get, "LlmRedisCluster")]
[OutputType(typeof(RedisCluster))]
public sealed class GetLlmRedisClusterCommand : RedisCommand
{
    /// <inheritdoc/>
    private protected override async Task RunAsync(IRedisCluster cluster, CancellationToken cancellationToken) => Post(await cluster.GetAsync(Caller, cancellationToken));
}
