using LlmAnalytics.Infra.Redis.Problems;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>The nodes that one talks to: one connection each, opened on demand. Owns the source, the credentials and the certificates. Thread-safe.</summary>
internal sealed class NodePool(INodeSource source, NodeAccess access) : IAsyncDisposable
{
    private readonly Dictionary<(string Address, string? Pod), NodeClient> _clients = [];
    private readonly object _gate = new();
    private readonly NodeDialer _dialer = new(source, access);
    private volatile IReadOnlyList<INode> _known = [];
    private volatile bool _isClosed;

    /// <summary>The nodes that were found last; none before the first look.</summary>
    public IReadOnlyList<INode> Known => _known;

    /// <summary>Where the nodes come from.</summary>
    public INodeSource Source => source;

    /// <summary>True after <see cref="DisposeAsync"/>.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>The user that one is to the nodes; null where no password is known (yet).</summary>
    public string? User => _dialer.User;

    /// <summary>Whether TLS is spoken to the nodes.</summary>
    public bool Tls => access.Tls is not null;

    /// <summary>The node at a place. Nothing is sent: the first command connects.</summary>
    public INode Get(NodePlace place)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                throw NodeProblems.ConnectionDisposed();
            }

            var key = (place.Address, place.Pod);
            if (!_clients.TryGetValue(key, out var client))
            {
                return _clients[key] = new NodeClient(place, _dialer);
            }

            client.Place = place; // a pod's readiness and zone change under an open connection
            return client;
        }
    }

    /// <summary>The nodes of the source, looked for anew.</summary>
    public async Task<IReadOnlyList<INode>> FindAsync(CancellationToken cancellationToken)
    {
        if (_isClosed)
        {
            throw NodeProblems.ConnectionDisposed();
        }

        return _known = [.. (await source.FindAsync(cancellationToken).ConfigureAwait(false)).Select(Get)];
    }

    public async ValueTask DisposeAsync()
    {
        NodeClient[] clients;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true; // together with the last look at the clients: none can be added behind it
            clients = [.. _clients.Values];
        }

        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask())).ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
        _dialer.Dispose();
    }
}
