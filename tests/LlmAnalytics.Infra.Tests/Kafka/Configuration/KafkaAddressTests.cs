using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

public sealed class KafkaAddressTests
{
    [Theory]
    [InlineData("broker:9093", "broker:9093")]
    [InlineData(" a:1 , b:2,, c_d.e-f:3 ", "a:1,b:2,c_d.e-f:3")]
    [InlineData("broker", "broker:9092")]
    [InlineData("10.0.0.1:65535", "10.0.0.1:65535")]
    [InlineData("[::1]:9094,[fe80::1%eth0]:1,[::2]", "[::1]:9094,[fe80::1%eth0]:1,[::2]:9092")]
    [InlineData("a:1,a:1,b:1", "a:1,b:1")]
    [InlineData("PLAINTEXT://a:1,plaintext://b:2", "a:1,b:2")]
    public void Addresses_are_read(string text, string expected)
    {
        using var settings = Resolving.Resolve(text);
        Assert.Equal(expected, string.Join(',', settings.BootstrapServers));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" , ")]
    [InlineData("a:b")]
    [InlineData("a:0")]
    [InlineData("a:65536")]
    [InlineData("a:-1")]
    [InlineData("a:")]
    [InlineData(":9092")]
    [InlineData("::1:9092")]
    [InlineData("[::1:9092")]
    [InlineData("[::1]9092")]
    [InlineData("[host]:9092")]
    [InlineData("a b:9092")]
    [InlineData("http://a:9092")]
    [InlineData("CLIENT://a:9092")]
    [InlineData("SSL://a:9092,b:9092")]
    [InlineData("me:" + Resolving.Secret + "@a:9092")]
    public void Others_are_refused(string text)
    {
        var problem = Resolving.Fails(ErrorIds.KafkaSettingInvalid, () => Resolving.Resolve(text));
        Assert.Contains("-BootstrapServer", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prefix_gives_the_protocol_and_must_not_contradict_it()
    {
        using var settings = Resolving.Resolve("SSL://a:9093");
        Assert.Equal("SSL", settings.ToLibrdkafka()["security.protocol"]);
        Resolving.Invalid(("bootstrap.servers", "SSL://a:9093"), ("security.protocol", "PLAINTEXT"));
    }
}
