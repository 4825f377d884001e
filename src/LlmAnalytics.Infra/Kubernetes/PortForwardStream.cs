using System.Buffers;
using System.Net.WebSockets;
using System.Text;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>
/// A TCP connection into a pod, over one WebSocket to the API server. One read and one write may be pending at a time, both truly asynchronous.
/// </summary>
/// <remarks>
/// Protocol <c>v4.channel.k8s.io</c>, port-forward's use of it (k8s.io/kubelet/pkg/cri/streaming/portforward/websocket.go): a message's first byte is its channel, 0
/// data and 1 errors; the first two payload bytes of each channel are the port, little-endian. A message may come in several frames.
/// </remarks>
internal sealed class PortForwardStream : Stream
{
    // API servers close the connection on a message that is too large for them; 64 KB every one takes.
    private const int LargestMessage = 64 * 1024;
    private const int LargestError = 4096;
    private const byte DataChannel = 0;
    private const byte ErrorChannel = 1;
    private readonly WebSocket _socket;
    private readonly Func<string, Exception> _toFailure;
    private readonly int[] _portBytesLeft = [2, 2];
    private readonly byte[] _head = new byte[2];
    private bool _inMessage;
    private bool _ended;
    private int _disposed;

    /// <param name="socket">The open WebSocket, which the stream owns.</param>
    /// <param name="toFailure">What the far end's words on the error channel mean: the exception that the read fails with.</param>
    public PortForwardStream(WebSocket socket, Func<string, Exception> toFailure) => (_socket, _toFailure) = (socket, toFailure);

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (!_ended)
            {
                if (!_inMessage && !await BeginMessageAsync(cancellationToken).ConfigureAwait(false))
                {
                    continue;
                }

                var received = await _socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
                _inMessage = !received.EndOfMessage;
                _ended = received.MessageType == WebSocketMessageType.Close;
                // Nothing read is the end of the stream to a caller: a message's empty last frame is not it, a question for nothing is answered with nothing.
                if (received.Count > 0 || buffer.IsEmpty)
                {
                    return received.Count;
                }
            }

            return 0;
        }
        catch (Exception e) when (IsBroken(e, cancellationToken))
        {
            throw Broken(e);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var part = buffer[..Math.Min(buffer.Length, LargestMessage - 1)];
            var message = ArrayPool<byte>.Shared.Rent(part.Length + 1);
            try
            {
                message[0] = DataChannel;
                part.CopyTo(message.AsMemory(1));
                await _socket.SendAsync(message.AsMemory(0, part.Length + 1), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (IsBroken(e, cancellationToken))
            {
                throw Broken(e);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(message);
            }

            buffer = buffer[part.Length..];
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Does nothing: what was written is on its way.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Does nothing: what was written is on its way.</summary>
    public override void Flush()
    {
    }

    // A synchronous call would hold a thread of the pool for as long as the far end likes.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // Aborts rather than says goodbye: a closing handshake waits for a far end that may be gone.
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _socket.Abort();
            _socket.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Reads to the payload of the next message with data.</summary>
    /// <returns>False where that message holds no more than its head, or the stream ended.</returns>
    private async ValueTask<bool> BeginMessageAsync(CancellationToken cancellationToken)
    {
        if (await FillAsync(_head.AsMemory(0, 1), cancellationToken).ConfigureAwait(false) == 0)
        {
            return false;
        }

        var channel = _head[0];
        if (channel > ErrorChannel)
        {
            throw new IOException($"The API server sent on channel {channel}, which port-forward doesn't have.");
        }

        var portBytes = _inMessage ? await FillAsync(_head.AsMemory(0, _portBytesLeft[channel]), cancellationToken).ConfigureAwait(false) : 0;
        _portBytesLeft[channel] -= portBytes;
        if (channel == ErrorChannel && _inMessage)
        {
            throw _toFailure(await ReadErrorAsync(cancellationToken).ConfigureAwait(false));
        }

        return channel == DataChannel && _inMessage;
    }

    /// <summary>Fills the buffer, unless message or stream end before.</summary>
    private async ValueTask<int> FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var received = await _socket.ReceiveAsync(buffer[filled..], cancellationToken).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                _ended = true;
                _inMessage = false;
                return filled;
            }

            filled += received.Count;
            _inMessage = !received.EndOfMessage;
            if (received.EndOfMessage)
            {
                break;
            }
        }

        return filled;
    }

    private async ValueTask<string> ReadErrorAsync(CancellationToken cancellationToken)
    {
        var text = new byte[LargestError];
        var length = await FillAsync(text, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(text, 0, length).Trim();
    }

    // Disposing ends a pending call with a cancellation that its caller did not ask for.
    private static bool IsBroken(Exception failure, CancellationToken cancellationToken) =>
        failure is WebSocketException or ObjectDisposedException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private IOException Broken(Exception cause) => Volatile.Read(ref _disposed) != 0
        ? new IOException("The connection was closed on this side.", cause)
        : new IOException("The connection to the API server broke in the middle of a port-forward.", cause);
}
