using System.Buffers.Binary;

namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>
/// Cuts a stream into frames: four bytes of size, then as many bytes. The buffer grows with the bytes that arrive, never with the size that was announced.
/// </summary>
public sealed class FrameReader
{
    private const int SizeBytes = sizeof(int);
    private const int UsualCapacity = 16 * 1024;

    private readonly Stream _stream;
    private readonly int _maxFrameBytes;
    private byte[] _buffer = new byte[UsualCapacity];
    private int _start;
    private int _end;

    /// <summary>Creates a reader.</summary>
    /// <param name="stream">Where the bytes come from; stays the caller's.</param>
    /// <param name="maxFrameBytes">The largest frame accepted.</param>
    public FrameReader(Stream stream, int maxFrameBytes)
    {
        _stream = stream;
        _maxFrameBytes = maxFrameBytes;
    }

    /// <summary>The bytes at hand, for a look at what is no frame.</summary>
    public ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Reads the next frame, without its size.</summary>
    /// <param name="cancellationToken">Ends the wait; the reader can't be used afterwards.</param>
    /// <returns>The frame, valid until the next call; null where the stream ended between two frames.</returns>
    /// <exception cref="EndOfStreamException">The stream ended within a frame.</exception>
    /// <exception cref="FrameSizeException">The size is negative or over the limit: whatever this is, it is not Kafka.</exception>
    public async ValueTask<ArraySegment<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (_end - _start < SizeBytes)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return _end == _start ? null : throw new EndOfStreamException();
            }
        }

        var size = BinaryPrimitives.ReadInt32BigEndian(Buffered);
        if (size < 0 || size > _maxFrameBytes)
        {
            throw new FrameSizeException(size);
        }

        while (_end - _start < SizeBytes + size)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new EndOfStreamException();
            }
        }

        var frame = new ArraySegment<byte>(_buffer, _start + SizeBytes, size);
        _start += SizeBytes + size;
        return frame;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _start = _end = 0;
            if (_buffer.Length > 64 * UsualCapacity)
            {
                _buffer = new byte[UsualCapacity]; // one huge response is no reason to hold its memory for hours
            }
        }
        else if (_end == _buffer.Length && _start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        }

        var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }
}

/// <summary>A frame's size that can't be.</summary>
/// <param name="size">The four bytes as a number.</param>
public sealed class FrameSizeException(int size) : Exception($"A frame of {size} bytes was announced.");
