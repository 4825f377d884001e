using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>
/// Hands a multiplexer one stream, which is open and authenticated, and no second: redialling is the pool's, which knows the causes. The multiplexer never
/// disposes a tunnel's stream; its owner does, before the multiplexer (the other way round a hung connection takes 5 s to close).
/// </summary>
internal sealed class OneStreamTunnel(Stream stream) : Tunnel
{
    private Stream? _stream = stream;

    public override ValueTask<EndPoint?> GetSocketConnectEndpointAsync(EndPoint endpoint, CancellationToken cancellationToken) => new((EndPoint?)null); // no socket of its own

    public override ValueTask<Stream?> BeforeAuthenticateAsync(EndPoint endpoint, ConnectionType connectionType, Socket? socket, CancellationToken cancellationToken) =>
        new(Interlocked.Exchange(ref _stream, null) ?? throw new IOException("The connection is not opened anew."));
}
