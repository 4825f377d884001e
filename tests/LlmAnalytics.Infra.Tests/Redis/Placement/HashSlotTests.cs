using LlmAnalytics.Infra.Redis.Placement;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Tests.Redis.Placement;

public sealed class HashSlotTests
{
    // CRC16 of 123456789 is 31C3 (the Redis Cluster specification); CLUSTER KEYSLOT foo answers 12182.
    [Theory]
    [InlineData("123456789", 0x31C3)]
    [InlineData("foo", 12182)]
    [InlineData("", 0)]
    public void Slots_are_those_of_the_server(string key, int slot) => Assert.Equal(slot, HashSlot.Of(key));

    [Fact]
    public void A_key_is_found_in_any_range() =>
        Assert.Equal(16383, HashSlot.Of(HashSlot.KeyIn("probe:", [new SlotRange(16383, 16383)])));
}
