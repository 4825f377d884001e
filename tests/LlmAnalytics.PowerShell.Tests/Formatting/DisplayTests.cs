using LlmAnalytics.PowerShell.Formatting;

namespace LlmAnalytics.PowerShell.Tests.Formatting;

public sealed class DisplayTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData(0L, "0 B")]
    [InlineData(1023L, "1023 B")]
    [InlineData(1024L, "1 KiB")]
    [InlineData(51539607552L, "48 GiB")]
    [InlineData(51643000000000L, "47 TiB")]
    [InlineData(long.MaxValue, "8192 PiB")]
    public void Bytes(long? bytes, string expected) => Assert.Equal(expected, Display.Bytes(bytes));

    [Theory]
    [InlineData(null, "")]
    [InlineData(-1L, "forever")]
    [InlineData(0L, "0 ms")]
    [InlineData(1L, "1 ms")]
    [InlineData(1500L, "1500 ms")]
    [InlineData(5_400_000L, "90 min")]
    [InlineData(604_800_000L, "7 d")]
    public void Milliseconds(long? milliseconds, string expected) => Assert.Equal(expected, Display.Milliseconds(milliseconds));

    [Fact]
    public void Trouble_is_named_the_worst_first_and_what_is_unknown_left_out()
    {
        var topic = new KafkaTopic
        {
            Name = "t", PartitionCount = 8, ReplicationFactor = 3, Health = "Unhealthy",
            OfflinePartitions = 1, UnderReplicatedPartitions = 3, UnderMinIsrPartitions = null, AtMinIsrPartitions = 0,
        };
        Assert.Equal("1 offline, 3 under-replicated", Display.Trouble(topic));
        Assert.Equal("", Display.Trouble(topic with { OfflinePartitions = 0, UnderReplicatedPartitions = 0 }));
    }

    [Fact]
    public void Lists_are_shown_a_line_each()
    {
        Assert.Equal("-", Display.Lines(null));
        Assert.Equal("-", Display.Lines([]));
        Assert.Equal("a\nb", Display.Lines(["a", "b"]));
        Assert.Equal("x = 1\ny = 2", Display.Settings(new SortedDictionary<string, string> { ["y"] = "2", ["x"] = "1" }));
        Assert.Equal("a, b", Display.Names([new SettingDifference("a", null, null, "None"), new SettingDifference("b", "1", "2", "None")]));
    }
}
