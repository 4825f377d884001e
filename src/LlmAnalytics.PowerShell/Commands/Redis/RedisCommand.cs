using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Connections;
using LlmAnalytics.PowerShell.Loading;

namespace LlmAnalytics.PowerShell.Commands.Redis;

/// <summary>A command that works on Redis nodes, over the connection that <see cref="ConnectionChoice{TConnection}"/> chooses.</summary>
public abstract class RedisCommand : RedisEndpointCommand
{
    private readonly ConnectionChoice<RedisConnection> _choice = new(ConnectionKinds.Redis);

    private protected RedisCommand()
    {
    }

    /// <summary>An open connection, as <c>Connect-LlmRedis</c> returns it. It stays open.</summary>
    [Parameter]
    [ValidateNotNull]
    public RedisConnection? Connection { get; set; }

    /// <summary>Works on the nodes, on the thread pool.</summary>
    private protected abstract Task RunAsync(IRedisCluster cluster, CancellationToken cancellationToken);

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        _choice.Check(
            this, Connection,
            nameof(Node), nameof(Namespace), nameof(ServiceName), nameof(Selector), nameof(Context), nameof(Kubeconfig), nameof(Transport), nameof(PasswordSecret),
            nameof(Credential), nameof(Tls), nameof(CaCertificate), nameof(ClientCertificate), nameof(ClientKey), nameof(TlsServerName));
        base.Prepare();
        _choice.Make(Connection, !Request.IsEmpty);
    }

    /// <inheritdoc/>
    private protected sealed override Task RunAsync(CancellationToken cancellationToken) => _choice.RunAsync(
        () => EngineHost.Engine.Redis.Open(Request, Caller), connection => RunAsync(connection.Cluster, cancellationToken));
}
