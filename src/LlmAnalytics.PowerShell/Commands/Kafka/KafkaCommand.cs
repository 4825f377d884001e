using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Connections;
using LlmAnalytics.PowerShell.Errors;
using LlmAnalytics.PowerShell.Loading;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>
/// A command that works on a Kafka cluster: the one of <see cref="Connection"/>, or of the parameters that describe one (a connection for this call alone), or the
/// runspace's current connection, or what environment and defaults say (again for this call alone), in this order.
/// </summary>
public abstract class KafkaCommand : KafkaEndpointCommand
{
    private KafkaConnection? _connection;

    private protected KafkaCommand()
    {
    }

    /// <summary>An open connection, as <c>Connect-LlmKafka</c> returns it. It stays open.</summary>
    [Parameter]
    [ValidateNotNull]
    public KafkaConnection? Connection { get; set; }

    /// <summary>Works on the cluster, on the thread pool.</summary>
    private protected abstract Task RunAsync(IKafkaCluster cluster, CancellationToken cancellationToken);

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        if (Connection is not null && new[] { nameof(BootstrapServer), nameof(ConfigFile), nameof(Property), nameof(Credential) }
            .FirstOrDefault(MyInvocation.BoundParameters.ContainsKey) is { } other)
        {
            throw new ProblemException(CommandProblems.ConnectionGivenTwice(other));
        }

        base.Prepare();
        _connection = Connection ?? (Request.IsEmpty ? RunspaceConnections<KafkaConnection>.OfThisRunspace.Current : null);
        if (_connection is { Cluster.IsClosed: true })
        {
            throw new ProblemException(CommandProblems.ConnectionClosed(_connection));
        }
    }

    /// <inheritdoc/>
    private protected sealed override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
        {
            await RunAsync(_connection.Cluster, cancellationToken);
            return;
        }

        await using var own = EngineHost.Engine.Kafka.Open(Request, Caller);
        await RunAsync(own.Cluster, cancellationToken);
    }

    /// <summary>Writes results as they come.</summary>
    private protected async Task PostAsync<T>(IAsyncEnumerable<T> results)
        where T : notnull
    {
        await foreach (var result in results)
        {
            Post(result);
        }
    }
}
