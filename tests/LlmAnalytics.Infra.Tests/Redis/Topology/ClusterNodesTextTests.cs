using System.Globalization;
using CsCheck;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Tests.Redis.Topology;

public sealed class ClusterNodesTextTests
{
    private const string Id = "3c3db8838a8443b16299d727fd7be3f62ca4e69b";
    private const string Other = "59d99a5632d4204e8ad651acde70c1ece19a1f6b";

    private static readonly Gen<string> Ids = Gen.Char["0123456789abcdef"].Array[40].Select(digits => new string(digits));

    private static readonly Gen<string> Hosts = Gen.OneOf(
        Gen.Byte.Array[4].Select(bytes => string.Join('.', bytes)), AnyOf("::1", "fd00::7:1", "2001:db8:0:0:1:0:0:1"), Gen.Const(""));

    private static readonly Gen<SlotRange> Ranges = Gen.Select(Gen.Int[0, 16383], Gen.Int[0, 16383]).Select((a, b) => new SlotRange(Math.Min(a, b), Math.Max(a, b)));

    private static readonly Gen<OpenSlot> OpenSlots = Gen.Select(Gen.Int[0, 16383], Ids, Gen.Bool).Select((slot, other, leaves) => new OpenSlot(slot, other, leaves));

    private static readonly Gen<NodeLine> Lines =
        from id in Ids
        from host in Hosts
        from port in Gen.Int[0, 55535]
        from name in AnyOf<string?>(null, "redis-0.redis.example", "host")
        from hasShard in Gen.Bool
        from flags in AnyOf("myself", "master", "slave", "fail", "fail?", "handshake", "noaddr", "nofailover").HashSet[0, 4]
        from master in Gen.OneOf(Gen.Const((string?)null), Ids.Select(text => (string?)text))
        from numbers in Gen.Long[0, 1L << 50].Array[3]
        from connected in Gen.Bool
        from slots in Ranges.Array[0, 4]
        from open in OpenSlots.Array[0, 2]
        select new NodeLine
        {
            Id = id,
            Host = host,
            Port = port,
            BusPort = port + 10000,
            HostName = name,
            Fields = hasShard ? new Dictionary<string, string> { ["shard-id"] = id } : new Dictionary<string, string>(),
            Flags = flags,
            MasterId = master,
            PingSentMs = numbers[0],
            PongReceivedMs = numbers[1],
            ConfigEpoch = numbers[2],
            IsConnected = connected,
            Slots = slots,
            OpenSlots = open,
        };

    [Fact]
    public void Whatever_a_server_can_write_is_read() => Lines.Array[0, 5].Sample(lines =>
    {
        var read = ClusterNodesText.Parse(string.Concat(lines.Select(line => Written(line) + "\n")));
        Assert.Equal(lines.Select(Written), read.Select(Written));
        Assert.Equal(lines.Select(line => (line.Host, line.Port, line.HostName, line.ConfigEpoch)), read.Select(line => (line.Host, line.Port, line.HostName, line.ConfigEpoch)));
    });

    [Fact]
    public void Any_text_is_read_or_refused() => Gen.OneOf(Gen.String, Lines.Select(Written).SelectMany(line => Gen.Int[0, line.Length].Select(length => line[..length]))).Sample(text =>
    {
        try
        {
            ClusterNodesText.Parse(text);
        }
        catch (FormatException)
        {
            // Refused: the only way that a text may fail.
        }
    });

    [Fact]
    public void A_lone_node_has_no_host()
    {
        var line = Assert.Single(ClusterNodesText.Parse($"{Id} :17901@27901 myself,master - 0 0 0 connected\n"));
        Assert.Equal(("", 17901, 27901, null), (line.Host, line.Port, line.BusPort, line.Address));
        Assert.True(line is { IsMyself: true, IsMaster: true, IsReplica: false, HasAddress: false, SlotCount: 0 });
    }

    [Fact]
    public void Slots_on_their_way_are_told_from_those_at_home()
    {
        var line = Assert.Single(ClusterNodesText.Parse($"{Id} 10.0.0.1:6379@16379 myself,master - 0 1 2 connected 0-5460 5462 [93->-{Other}] [77-<-{Other}]"));
        Assert.Equal("0-5460,5462", SlotRange.Text(line.Slots));
        Assert.Equal(5462, line.SlotCount);
        Assert.Equal([new OpenSlot(93, Other, true), new OpenSlot(77, Other, false)], line.OpenSlots);
    }

    [Theory]
    [InlineData("fail", true, false)]
    [InlineData("fail?", false, true)]
    public void Failed_is_not_suspected(string flag, bool failed, bool suspect)
    {
        var line = Assert.Single(ClusterNodesText.Parse($"{Id} 10.0.0.1:6379@16379 master,{flag} - 0 1 2 disconnected"));
        Assert.Equal((failed, suspect, false), (line.IsFailed, line.IsSuspect, line.IsConnected));
    }

    [Fact]
    public void Host_name_shard_and_IPv6_stand_in_the_address()
    {
        var line = Assert.Single(ClusterNodesText.Parse($"{Id} fd00::7:6379@16379,redis-0.example,shard-id=abc noflags {Other} 0 1 2 connected"));
        Assert.Equal(("fd00::7", 6379, "[fd00::7]:6379", "redis-0.example", "abc", Other), (line.Host, line.Port, line.Address, line.HostName, line.Fields["shard-id"], line.MasterId));
        Assert.Empty(line.Flags);
    }

    [Fact]
    public void A_node_without_an_address_has_none() =>
        Assert.Null(Assert.Single(ClusterNodesText.Parse($"{Id} :0@0 slave,fail,noaddr {Other} 1 2 3 disconnected")).Address);

    [Fact]
    public void Ranges_are_as_few_as_can_be() => Gen.Int[0, 200].Array.Sample(slots =>
    {
        var ranges = SlotRange.Of(slots);
        Assert.Equal(slots.Distinct().Order(), ranges.SelectMany(range => range.Slots));
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.First.Last + 1 < pair.Second.First));
    });

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string Written(NodeLine line) => string.Create(CultureInfo.InvariantCulture,
        $"{line.Id} {line.Host}:{line.Port}@{line.BusPort}{(line.HostName is null && line.Fields.Count > 0 ? "," : line.HostName is null ? "" : "," + line.HostName)}{string.Concat(line.Fields.Select(field => $",{field.Key}={field.Value}"))} {(line.Flags.Count == 0 ? "noflags" : string.Join(',', line.Flags.Order()))} {line.MasterId ?? "-"} {line.PingSentMs} {line.PongReceivedMs} {line.ConfigEpoch} {(line.IsConnected ? "connected" : "disconnected")}{string.Concat(line.Slots.Select(range => " " + range))}{string.Concat(line.OpenSlots.Select(slot => $" [{slot.Slot}{(slot.IsMigrating ? "->-" : "-<-")}{slot.OtherId}]"))}");
}
