using System.Globalization;
using CsCheck;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Tests.Redis.Topology;

public sealed class InfoTextTests
{
    private static readonly Gen<string> Names = Gen.Char["abcdefghijklmnopqrstuvwxyz_0123456789"].Array[1, 20].Select(letters => new string(letters));

    [Fact]
    public void Fields_are_read_whatever_stands_around_them() =>
        Gen.Select(Gen.Dictionary(Names, Gen.Long)[0, 10], Gen.Bool.Select(windows => windows ? "\r\n" : "\n")).Sample((fields, end) =>
        {
            var info = InfoText.Parse($"# Server{end}{string.Concat(fields.Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Key}:{field.Value}{end}")))}{end}# Keyspace{end}");
            Assert.Equal(fields.Keys.Order(), info.Names.Order());
            Assert.All(fields, field => Assert.Equal(field.Value, info.Long(field.Key)));
        });

    [Fact]
    public void Any_text_is_read() => Gen.String.Sample(text => Assert.NotNull(InfoText.Parse(text)));

    [Fact]
    public void Parts_and_odd_numbers_are_read()
    {
        var info = InfoText.Parse("db0:keys=12,expires=3,avg_ttl=0\r\nslave0:ip=10.0.0.1,port=6379,state=online,offset=84,lag=1\r\nexecutable:/usr/bin/redis:x\r\nmem_fragmentation_ratio:1.25\r\nratio:nan\r\n");
        Assert.Equal((12L, 84L, "online", null), (info.PartLong("db0", "keys"), info.PartLong("slave0", "offset"), info.Part("slave0", "state"), info.Part("db0", "none")));
        Assert.Equal(("/usr/bin/redis:x", 1.25, null, null), (info.Text("executable"), info.Double("mem_fragmentation_ratio"), info.Double("ratio"), info.Long("missing")));
    }

    [Theory]
    [InlineData("redis_version:7.0.15", "Redis 7.0.15")]
    [InlineData("redis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:9.1.2", "Valkey 9.1.2")]
    [InlineData("redis_version:7.4.3\r\ngarnet_version:2.2.8", "Garnet 2.2.8")]
    [InlineData("role:master", null)]
    public void Relatives_of_Redis_are_called_by_their_names(string info, string? version) => Assert.Equal(version, ServerVersion.Of(InfoText.Parse(info))?.ToString());

    [Fact]
    public void Roles_and_links_are_read()
    {
        var master = NodeRole.Parse(List(Text("master"), Text("3129659"), List(List(Text("10.0.0.2"), Text("6379"), Text("3129242")))));
        Assert.Equal((true, 3129659L, ("10.0.0.2:6379", 3129242L)), (master.IsMaster, master.Offset, (master.Replicas[0].Address, master.Replicas[0].Offset!.Value)));
        var replica = NodeRole.Parse(List(Text("slave"), Text("10.0.0.1"), Text("6379"), Text("connected"), Text("3167038")));
        Assert.Equal((false, "10.0.0.1:6379", "connected", 3167038L), (replica.IsMaster, replica.Master, replica.State, replica.Offset));
        Assert.Throws<FormatException>(() => NodeRole.Parse(List(Text("sentinel"), List())));
        var link = Assert.Single(ClusterLink.Parse(List(List(
            Text("direction"), Text("to"), Text("node"), Text("abc"), Text("create-time"), Text("1"), Text("events"), Text("rw"), Text("send-buffer-allocated"), Text("0"), Text("send-buffer-used"), Text("7")))));
        Assert.Equal(new ClusterLink("abc", true, 7), link);
    }

    private static RedisReply Text(string text) => new() { Text = text };

    private static RedisReply List(params RedisReply[] items) => new() { Items = items };
}
