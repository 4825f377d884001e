using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Errors;

namespace LlmAnalytics.PowerShell.Connections;

/// <summary>
/// The connection that a command works over: the one given, or one that its parameters describe (for this call alone), or the runspace's current one, or what
/// environment and defaults say (again for this call alone), in this order.
/// </summary>
internal sealed class ConnectionChoice<TConnection>(ConnectionKind<TConnection> kind)
    where TConnection : class, IServerConnection
{
    private TConnection? _connection;

    /// <summary>Chooses. Call it on the pipeline thread.</summary>
    /// <param name="command">The command.</param>
    /// <param name="given">Its parameter -Connection.</param>
    /// <param name="described">Whether other parameters describe a connection.</param>
    /// <param name="describing">The names of those parameters.</param>
    /// <exception cref="ProblemException">Two connections are named, or the one chosen was closed.</exception>
    public void Make(PSCmdlet command, TConnection? given, bool described, params string[] describing)
    {
        if (given is not null && Array.Find(describing, command.MyInvocation.BoundParameters.ContainsKey) is { } other)
        {
            throw new ProblemException(CommandProblems.ConnectionGivenTwice(kind.SettingInvalid, other));
        }

        _connection = given ?? (described ? null : RunspaceConnections<TConnection>.OfThisRunspace.Current);
        if (_connection is { IsClosed: true })
        {
            throw new ProblemException(CommandProblems.ConnectionClosed(kind.Disposed, kind.Server, _connection, kind.Target(_connection)));
        }
    }

    /// <summary>Works over the connection chosen, which stays open, or over one opened for this alone.</summary>
    public async Task RunAsync(Func<TConnection> open, Func<TConnection, Task> work)
    {
        if (_connection is not null)
        {
            await work(_connection);
            return;
        }

        await using var own = open();
        await work(own);
    }
}
