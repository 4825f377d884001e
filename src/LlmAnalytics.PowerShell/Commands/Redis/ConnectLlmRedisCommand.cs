using System.Management.Automation;
using LlmAnalytics.PowerShell.Connections;
using LlmAnalytics.PowerShell.Loading;

namespace LlmAnalytics.PowerShell.Commands.Redis;

/// <summary>
/// Finds the nodes of a Redis cluster, by their addresses or as pods of Kubernetes, and makes them those that the other Redis commands of this session use. A
/// connection opened before stays open and can be given to them by <c>-Connection</c>.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "LlmRedis")]
[OutputType(typeof(RedisConnection))]
public sealed class ConnectLlmRedisCommand : RedisEndpointCommand
{
    private RunspaceConnections<RedisConnection>? _connections;

    /// <inheritdoc/>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public override string[]? Node { get; set; }

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        base.Prepare();
        _connections = RunspaceConnections<RedisConnection>.OfThisRunspace;
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var connection = await EngineHost.Engine.Redis.ConnectAsync(Request, Caller, cancellationToken);
        _connections!.Add(connection);
        Post(connection);
    }
}
