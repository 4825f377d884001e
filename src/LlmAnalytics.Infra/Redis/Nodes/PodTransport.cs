using System.Net;
using System.Net.Sockets;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>How pods are reached: over TCP to their addresses, which only works inside the pod network, or through the API server.</summary>
/// <param name="wanted"><c>Auto</c>, <c>Direct</c> or <c>PortForward</c>.</param>
/// <param name="isInCluster">Whether this process runs in a pod and uses its account.</param>
internal sealed class PodTransport(string wanted, bool isInCluster)
{
    private const string Direct = "Direct";
    private const string PortForward = "PortForward";

    // In the pod network a connection takes a millisecond or two; outside it, nobody answers at all.
    private static readonly TimeSpan Quickly = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private volatile string? _chosen = wanted.Equals("Auto", StringComparison.OrdinalIgnoreCase)
        ? isInCluster ? null : PortForward
        : wanted.Equals(Direct, StringComparison.OrdinalIgnoreCase) ? Direct : PortForward;

    /// <summary>The choice; null where it is still open.</summary>
    public string? Chosen => _chosen;

    public bool IsDirect => _chosen == Direct;

    /// <summary>Connects directly where that is the transport, or may be.</summary>
    /// <returns>Null where it is not, or where the pod's address doesn't answer.</returns>
    public async Task<Stream?> TryDirectAsync(NodePlace place, CancellationToken cancellationToken)
    {
        if (_chosen == PortForward)
        {
            return null;
        }

        try
        {
            var stream = await ConnectAsync(place, IsDirect ? Patience : Quickly, cancellationToken).ConfigureAwait(false);
            _chosen = Direct;
            return stream;
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            // Somebody refused: the network leads to the pods, and this one has no server. Anything else is a network that doesn't.
            _chosen ??= e is SocketException { SocketErrorCode: SocketError.ConnectionRefused } ? Direct : PortForward;
            return null;
        }
    }

    /// <summary>Connects directly.</summary>
    /// <exception cref="ProblemException">It can't be done; the problem says why.</exception>
    public static async Task<Stream> DialDirectAsync(NodePlace place, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectAsync(place, Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            throw new ProblemException(
                new Problem(ErrorIds.RedisConnectionRefused, ProblemCategory.ConnectionError, $"Nothing listens on port {place.Port} in the pod '{place.Pod}' ({place.Host}).", place.Pod,
                    "Look into the pod's log for why the server doesn't run, and check its port."), e);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            throw new ProblemException(
                new Problem(ErrorIds.RedisHostUnreachable, ProblemCategory.ConnectionError, $"The pod '{place.Pod}' can't be reached at {place.Address}: {e.Message.TrimEnd('.')}.", place.Pod,
                    "Outside the pod network leave -Transport at Auto or PortForward; inside it, look at network policies."), e);
        }
    }

    private static async Task<Stream> ConnectAsync(NodePlace place, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // A pod without an address goes by its name, which nobody resolves.
            await socket.ConnectAsync(IPAddress.TryParse(place.Host, out var address) ? new IPEndPoint(address, place.Port) : new DnsEndPoint(place.Host, place.Port), deadline.Token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException($"no answer within {patience.TotalSeconds:0.#} s");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
