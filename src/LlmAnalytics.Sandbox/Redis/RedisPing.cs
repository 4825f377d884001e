using System.Net;
using System.Net.Sockets;

namespace LlmAnalytics.Sandbox.Redis;

/// <summary>Asks a node whether it is ready, in hand-made bytes: the sandbox has no client of its own.</summary>
internal static class RedisPing
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan AnswerWait = TimeSpan.FromSeconds(2);

    /// <summary>Waits until the node answers PONG: not while it is LOADING.</summary>
    /// <exception cref="OperationCanceledException">The token ended the wait.</exception>
    /// <exception cref="SandboxException">The node ended meanwhile.</exception>
    public static async Task UntilReadyAsync(IRedisSandboxNode node, CancellationToken cancellationToken)
    {
        while (!await AnswersAsync(node.Port, cancellationToken).ConfigureAwait(false))
        {
            if (node.State == "Down")
            {
                throw new SandboxException("RedisNodeEnded", $"The Redis node at port {node.Port} ended before it answered.");
            }

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(AnswerWait);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, patience.Token).ConfigureAwait(false);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray(), patience.Token).ConfigureAwait(false);
            var answer = new byte[7];
            await stream.ReadExactlyAsync(answer, patience.Token).ConfigureAwait(false);
            return answer.AsSpan().SequenceEqual("+PONG\r\n"u8);
        }
        catch (Exception early) when (early is SocketException or IOException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
