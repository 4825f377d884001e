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

    /// <summary>Looks whether a connection is given beside parameters that describe another one: before these are read, since what is wrong with them matters no more.</summary>
    /// <param name="command">The command.</param>
    /// <param name="given">Its parameter -Connection.</param>
    /// <param name="describing">The names of the parameters that describe a connection.</param>
    /// <exception cref="ProblemException">Two are named.</exception>
    public void Check(PSCmdlet command, TConnection? given, params string[] describing)
    {
        if (given is not null && Array.Find(describing, command.MyInvocation.BoundParameters.ContainsKey) is { } other)
        {
            throw new ProblemException(CommandProblems.ConnectionGivenTwice(kind.SettingInvalid, other));
        }
    }

    /// <summary>Chooses. Call it on the pipeline thread.</summary>
    /// <param name="given">The command's parameter -Connection.</param>
    /// <param name="described">Whether other parameters describe a connection.</param>
    /// <exception cref="ProblemException">The connection chosen was closed.</exception>
    public void Make(TConnection? given, bool described)
    {
        _connection = given ?? (described ? null : RunspaceConnections<TConnection>.OfThisRunspace.Current);
        if (_connection?.IsClosed() == true)
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
