using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Pipeline;

namespace LlmAnalytics.PowerShell.Connections;

/// <summary>
/// The connections of one kind that a runspace opened, and the one that its commands use. Runspaces don't see each other's: what a parallel block connects to is no
/// business of the session around it.
/// </summary>
internal sealed class RunspaceConnections<TConnection>
    where TConnection : class, IServerConnection
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceConnections<TConnection>> Table = [];
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);
    private readonly object _gate = new();
    private readonly List<TConnection> _open = [];
    private TConnection? _current;

    /// <summary>Those of the runspace whose pipeline thread this is.</summary>
    public static RunspaceConnections<TConnection> OfThisRunspace => Table.GetValue(Runspace.DefaultRunspace, Create);

    /// <summary>The connection that commands use when they are given none; null where there is none.</summary>
    public TConnection? Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    /// <summary>Those not closed, the oldest first.</summary>
    public IReadOnlyList<TConnection> Open
    {
        get
        {
            lock (_gate)
            {
                _open.RemoveAll(connection => connection.IsClosed() && connection != _current);
                return [.. _open];
            }
        }
    }

    /// <summary>Keeps a new connection and makes it the current one. The one before stays open.</summary>
    public void Add(TConnection connection)
    {
        lock (_gate)
        {
            _open.Add(connection);
            _current = connection;
        }
    }

    /// <summary>Forgets a connection. No other one takes its place: a script must not go on with another cluster unasked.</summary>
    public void Forget(TConnection connection)
    {
        lock (_gate)
        {
            _open.Remove(connection);
            _current = _current == connection ? null : _current;
        }
    }

    /// <summary>Closes the connections of the runspace whose pipeline thread this is, and waits a moment for it.</summary>
    public static void CloseOfThisRunspace()
    {
        if (Runspace.DefaultRunspace is { } runspace && Table.TryGetValue(runspace, out var connections))
        {
            PipelinePump.TryWait(connections.CloseAsync(), CloseLimit);
        }
    }

    private static RunspaceConnections<TConnection> Create(Runspace runspace)
    {
        var connections = new RunspaceConnections<TConnection>();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
            {
                // Nobody is left to wait or to be told: the sockets close by themselves at the latest with the process.
                _ = connections.CloseAsync();
            }
        };
        return connections;
    }

    private Task CloseAsync()
    {
        TConnection[] connections;
        lock (_gate)
        {
            connections = [.. _open];
            _open.Clear();
            _current = null;
        }

        return Task.Run(() => Task.WhenAll(connections.Select(connection => connection.DisposeAsync().AsTask())));
    }
}
