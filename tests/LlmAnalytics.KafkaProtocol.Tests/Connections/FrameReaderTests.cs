using System.Buffers.Binary;
using CsCheck;
using LlmAnalytics.KafkaProtocol.Connections;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>Frames, however the network cuts them, and sizes that lie.</summary>
public sealed class FrameReaderTests
{
    private const int Limit = 1 << 20;

    [Fact]
    public async Task A_cut_at_any_byte_changes_nothing()
    {
        byte[][] frames = [[1, 2, 3], [], [4], [5, 6, 7, 8, 9, 10]];
        var bytes = Join(frames);
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            // A read of no bytes would be the end of the stream.
            Assert.Equal(frames, await ReadAllAsync(bytes, cut == 0 ? [] : [cut]));
        }

        Assert.Equal(frames, await ReadAllAsync(bytes, Enumerable.Repeat(1, bytes.Length)));
    }

    [Fact]
    public Task Any_frames_in_any_chunks_come_out_whole() =>
        Gen.Select(Gen.Byte.Array[0, 8_000].Array[0, 8], Gen.Int[1, 20_000].Array[0, 50]).SampleAsync(
            async (frames, chunks) => Assert.Equal(frames, await ReadAllAsync(Join(frames), chunks)), iter: 100);

    [Fact]
    public async Task A_frame_of_the_largest_size_is_taken_and_a_larger_one_is_not()
    {
        Assert.Equal(Limit, (await ReadAllAsync(Join([new byte[Limit]]), [])).Single().Length);
        await Assert.ThrowsAsync<FrameSizeException>(() => ReadAllAsync(Join([new byte[Limit + 1]]), []));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(Limit + 1)]
    public async Task A_size_that_cannot_be_ends_it_before_the_frame_is_read(int size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(bytes, size);
        bytes[4] = (byte)'x';
        var reader = new FrameReader(new ChunkedStream(bytes, []), Limit);

        var refused = await Assert.ThrowsAsync<FrameSizeException>(async () => await reader.ReadAsync(CancellationToken.None));

        Assert.Contains($"{size} bytes", refused.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, reader.Buffered.ToArray()); // for a look at what it is
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public async Task An_end_within_a_frame_is_no_orderly_end(int length) =>
        await Assert.ThrowsAsync<EndOfStreamException>(() => ReadAllAsync(Join([[1, 2, 3]])[..length], []));

    [Theory]
    [InlineData(100, 256 * 1024)]
    [InlineData(1 << 20, 6 << 20)]
    public async Task Memory_goes_by_what_arrived_and_not_by_what_was_announced(int arrived, long allowed)
    {
        var bytes = new byte[arrived];
        BinaryPrimitives.WriteInt32BigEndian(bytes, 1 << 30);
        var before = GC.GetAllocatedBytesForCurrentThread();

        // Reads of this stream complete at once, so that all of it happens on this thread.
        var reading = new FrameReader(new ChunkedStream(bytes, []), int.MaxValue).ReadAsync(CancellationToken.None);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(reading.IsCompleted);
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await reading);
        Assert.InRange(allocated, 1, allowed);
    }

    [Fact]
    public async Task After_a_huge_frame_the_memory_is_given_back()
    {
        var huge = Join([new byte[32 << 20]]);
        byte[] bytes = [.. huge, .. Join([[1]])];
        // The buffer doubles from 16 kB: its reads end where the frame does.
        var reader = new FrameReader(new ChunkedStream(bytes, Enumerable.Repeat(16 * 1024, huge.Length / (16 * 1024)).Append(huge.Length % (16 * 1024))), 64 << 20);
        Assert.Equal(32 << 20, (await reader.ReadAsync(CancellationToken.None))!.Value.Count);

        var next = (await reader.ReadAsync(CancellationToken.None))!.Value;

        Assert.Equal(1, Assert.Single(next));
        Assert.InRange(next.Array!.Length, 1, 1 << 20);
    }

    private static byte[] Join(byte[][] frames) => [.. frames.SelectMany(frame =>
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, frame.Length);
        return size.Concat(frame);
    })];

    private static async Task<List<byte[]>> ReadAllAsync(byte[] bytes, IEnumerable<int> chunks)
    {
        var reader = new FrameReader(new ChunkedStream(bytes, chunks), Limit);
        var frames = new List<byte[]>();
        while (await reader.ReadAsync(CancellationToken.None) is { } frame)
        {
            frames.Add(frame.ToArray());
        }

        return frames;
    }
}
