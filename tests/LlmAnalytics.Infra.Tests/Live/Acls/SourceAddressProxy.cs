using System.Net;
using System.Net.Sockets;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Acls;

/// <summary>Passes connections on to a broker from another address of the loopback network: to the broker, that is the client's host.</summary>
internal sealed class SourceAddressProxy : LoopbackServer
{
    private readonly IPAddress _source;
    private readonly int _brokerPort;

    public SourceAddressProxy(string source, int brokerPort)
    {
        _source = IPAddress.Parse(source);
        _brokerPort = brokerPort;
        Accept();
    }

    protected override async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        using var broker = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        broker.Bind(new IPEndPoint(_source, 0));
        await broker.ConnectAsync(IPAddress.Loopback, _brokerPort, stopping);
        await using var one = new NetworkStream(socket);
        await using var other = new NetworkStream(broker);
        await Task.WhenAny(one.CopyToAsync(other, stopping), other.CopyToAsync(one, stopping));
    }
}
