namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>Gives its bytes in chunks of chosen sizes, then ends. Every read completes at once, on the caller's thread.</summary>
internal sealed class ChunkedStream(byte[] bytes, IEnumerable<int> chunks) : Stream
{
    private readonly Queue<int> _chunks = new(chunks);
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Math.Min(Math.Min(buffer.Length, bytes.Length - _position), _chunks.TryDequeue(out var chunk) ? chunk : int.MaxValue);
        bytes.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return ValueTask.FromResult(count);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is ever written.
    }
}
