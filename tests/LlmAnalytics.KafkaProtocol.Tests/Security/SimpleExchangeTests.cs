using System.Text;
using LlmAnalytics.KafkaProtocol.Security;

namespace LlmAnalytics.KafkaProtocol.Tests.Security;

/// <summary>The bytes of PLAIN and OAUTHBEARER.</summary>
public sealed class SimpleExchangeTests
{
    [Theory]
    [InlineData("user", "pencil")]
    [InlineData("jürgen", "pässwörd€")]
    [InlineData("a,b=c", "")]
    public async Task Plain_is_user_and_password_behind_an_empty_identity(string user, string password)
    {
        var exchange = new PlainExchange(new PasswordCredentials("PLAIN", user, password));

        byte[] expected = [0, .. Encoding.UTF8.GetBytes(user), 0, .. Encoding.UTF8.GetBytes(password)];
        Assert.Equal(expected, await exchange.StartAsync(CancellationToken.None));
        Assert.Null(exchange.Continue([]));
    }

    [Fact]
    public async Task OAuth_is_the_token_between_separators()
    {
        var exchange = new OAuthBearerExchange(new TokenCredentials(_ => ValueTask.FromResult("abc.def.ghi")));

        Assert.Equal("n,,\u0001auth=Bearer abc.def.ghi\u0001\u0001", Encoding.UTF8.GetString(await exchange.StartAsync(CancellationToken.None)));
        Assert.Null(exchange.Continue([]));
    }

    [Fact]
    public async Task OAuth_extensions_follow_the_token()
    {
        var extensions = new SortedDictionary<string, string> { ["identityPoolId"] = "pool-1", ["logicalCluster"] = "lkc-1" };
        var exchange = new OAuthBearerExchange(new TokenCredentials(_ => ValueTask.FromResult("t"), extensions));

        Assert.Equal(
            "n,,\u0001auth=Bearer t\u0001identityPoolId=pool-1\u0001logicalCluster=lkc-1\u0001\u0001",
            Encoding.UTF8.GetString(await exchange.StartAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task OAuth_answers_a_refusal_with_one_byte()
    {
        var exchange = new OAuthBearerExchange(new TokenCredentials(_ => ValueTask.FromResult("t")));
        await exchange.StartAsync(CancellationToken.None);

        Assert.Equal([0x01], exchange.Continue("{\"status\":\"invalid_token\"}"u8.ToArray())!);
    }
}
