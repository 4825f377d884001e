namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>Bytes to be sent. Keeps its memory from one round to the next, unless a round was huge.</summary>
internal sealed class SendBuffer
{
    private const int UsualCapacity = 4 * 1024;
    private const int MaxKeptCapacity = 1024 * 1024;

    private byte[] _bytes = new byte[UsualCapacity];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length - Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(Length + bytes.Length)));
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > MaxKeptCapacity)
        {
            _bytes = new byte[UsualCapacity];
        }
    }
}
