using System.Diagnostics;
using CsCheck;
using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.KafkaProtocol.Tests.Messages;

namespace LlmAnalytics.KafkaProtocol.Tests.Codec;

/// <summary>Whatever the bytes are: a message, or a <see cref="WireFormatException"/>; soon, and with memory in proportion to the bytes.</summary>
public sealed class MalformedMessageTests
{
    // An element of two bytes is an object of some 40 and a place in an array that doubles; one with an undeclared tag costs more. The constant is the
    // exception with its text, and the first capacities of nested arrays.
    private const long BytesPerByte = 100;
    private const long BytesAtAll = 32_000;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    // What a length, a count or a tag buffer may be taken for: nothing, null, two billion in either form, negative numbers, numbers without an end.
    private static readonly byte[][] Nasty =
    [
        [0x00], [0x01], [0x80], [0xff], [0xff, 0xff], [0x7f, 0xff, 0xff, 0xff], [0x80, 0, 0, 0], [0xff, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0xfe],
        [0xff, 0xff, 0xff, 0xff, 0x07], [0xff, 0xff, 0xff, 0xff, 0x0f], [0xff, 0xff, 0xff, 0xff, 0x7f], [0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80],
    ];

    private static readonly Gen<byte[]> AnyNasty = Gen.Int[0, Nasty.Length - 1].Select(i => Nasty[i]);

    [Theory]
    [MemberData(nameof(MessageFields.All), MemberType = typeof(MessageFields))]
    public void Every_prefix_of_a_message_is_refused(ApiKey key, short version, bool isRequest) =>
        Messages(key, version, isRequest).Sample(
            bytes =>
            {
                // A prefix is no message: only what is read whole ends where the message ends.
                for (var length = 0; length < bytes.Length; length += 1 + (length / 200))
                {
                    Assert.False(Decode(bytes[..length], key, version, isRequest));
                }
            },
            iter: 10);

    [Theory]
    [MemberData(nameof(MessageFields.All), MemberType = typeof(MessageFields))]
    public void Changed_bytes_give_a_message_or_are_refused(ApiKey key, short version, bool isRequest) =>
        Gen.Select(Messages(key, version, isRequest), Gen.Select(Gen.UInt, Gen.OneOf(AnyNasty, Gen.Byte.Array[1, 4])).Array[1, 6]).Sample(
            (bytes, changes) =>
            {
                foreach (var (where, what) in changes)
                {
                    for (var i = 0; i < what.Length && bytes.Length > 0; i++)
                    {
                        bytes[(where + (uint)i) % (uint)bytes.Length] = what[i];
                    }
                }

                Decode(bytes, key, version, isRequest);
            },
            iter: 400);

    [Theory]
    [MemberData(nameof(MessageFields.All), MemberType = typeof(MessageFields))]
    public void Garbage_gives_a_message_or_is_refused(ApiKey key, short version, bool isRequest) =>
        Gen.OneOf(
            Gen.Byte.Array[0, 600],
            Gen.OneOf(AnyNasty, Gen.Byte.Array[1, 3]).Array[0, 200].Select(parts => parts.SelectMany(part => part).ToArray()),
            Gen.Byte[0, 3].Array[0, 5_000],
            Gen.Select(Gen.Byte, Gen.Int[0, 20_000], (value, length) => Enumerable.Repeat(value, length).ToArray()))
        .Sample(bytes => { Decode(bytes, key, version, isRequest); }, iter: 300);

    [Theory]
    [InlineData("a string of 32767 bytes", "7fff 6162")]
    [InlineData("a string of -2 bytes", "fffe 6162")]
    [InlineData("a string that is null", "ffff")]
    [InlineData("text that is not UTF-8", "0002 c328")]
    [InlineData("half a surrogate pair", "0003 eda080")]
    public void Old_strings(string what, string hex) => Refused<SaslHandshakeRequest>(what, 1, false, hex);

    [Theory]
    [InlineData("two billion elements", "0000 7fffffff 0012 0000 0004")]
    [InlineData("-2 elements", "0000 fffffffe")]
    [InlineData("the smallest count", "0000 80000000")]
    [InlineData("a null array", "0000 ffffffff")]
    public void Old_arrays(string what, string hex) => Refused<ApiVersionsResponse>(what, 0, false, hex);

    [Theory]
    [InlineData("2 GB", "ffffffff07 00")]
    [InlineData("2 GB and one", "8080808008 00")]
    [InlineData("4 GB", "ffffffff0f 00")]
    [InlineData("a number of 35 bits", "ffffffff7f 00")]
    [InlineData("a number of six bytes", "ffffffffff01 00")]
    [InlineData("a number that has no end", "ffffffffffffffffffffffff")]
    [InlineData("null", "00 00")]
    [InlineData("more tagged fields than there are bytes", "01 ffffffff0f")]
    [InlineData("a tagged field longer than the message", "01 01 05 7f 00")]
    [InlineData("a tag that is too great", "01 01 ffffffff0f 00")]
    public void Compact_lengths_and_tags(string what, string hex) => Refused<SaslAuthenticateRequest>(what, 2, true, hex);

    [Theory]
    [InlineData("a declared tag with bytes too many", "0000 01 00000000 01 01 09 000000000000000000")]
    [InlineData("a declared tag with bytes too few", "0000 01 00000000 01 01 07 00000000000000 00")]
    [InlineData("a declared tag whose value is null", "0000 01 00000000 01 00 01 00")]
    public void Declared_tags(string what, string hex) => Refused<ApiVersionsResponse>(what, 3, true, hex);

    [Fact]
    public void Numbers_whose_count_times_their_size_wraps_around() =>
        Refused<CreatePartitionsAssignment>("2^30 + 1 numbers of four bytes", 3, true, "8280808004 00000001 00");

    [Fact]
    public void A_count_that_is_a_lie_allocates_nothing_for_it()
    {
        // No error, then an array of 60 000 elements that the bytes behind it could hold, were the first one's name not longer than what is left.
        byte[] start = [0, 0, 0, 0, 0xe1, 0xd4, 0x03, 0, 0, 0xff, 0xff, 0x0f];
        byte[] bytes = [.. start, .. new byte[60_000]];
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WireFormatException>(() => new WireReader(bytes, 7, true).Read<DescribeConfigsResponse>());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, BytesAtAll);
    }

    private static Gen<byte[]> Messages(ApiKey key, short version, bool isRequest)
    {
        var empty = MessageFields.New(key, isRequest);
        var isFlexible = empty.Api.IsFlexible(version);
        return MessageGen.Struct(empty.GetType(), version, isFlexible).Select(message =>
        {
            var writer = new WireWriter(version, isFlexible);
            writer.Write((WireStruct)message);
            return writer.Written.ToArray();
        });
    }

    /// <summary>Whether the bytes are a message; fails where anything else comes out than a message or a format error, too late, or with too much memory.</summary>
    private static bool Decode(byte[] bytes, ApiKey key, short version, bool isRequest)
    {
        var message = MessageFields.New(key, isRequest);
        var isFlexible = message.Api.IsFlexible(version);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var isMessage = true;
        try
        {
            new WireReader(bytes, version, isFlexible).Read(message);
        }
        catch (WireFormatException)
        {
            isMessage = false;
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Soon);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, BytesAtAll + (BytesPerByte * bytes.Length));
        return isMessage;
    }

    private static void Refused<T>(string what, short version, bool isFlexible, string hex)
        where T : WireStruct, new()
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        var refused = Record.Exception(() => new WireReader(bytes, version, isFlexible).Read<T>()) is WireFormatException;
        Assert.True(refused, $"{what} was taken");
    }
}
