using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Security;
using static LlmAnalytics.Infra.Tests.Kafka.Configuration.Resolving;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

public sealed class OAuthTests : IAsyncDisposable
{
    private const string Module = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required ";
    private readonly TokenEndpointServer server = new();

    private (string, string) Endpoint => ("sasl.oauthbearer.token.endpoint.url", server.Address.ToString());

    public static TheoryData<string[]> Forms =>
    [
        ["sasl.mechanism", "OAUTHBEARER", "sasl.jaas.config", $"{Module} clientId=\"me\" clientSecret=\"{Secret}\" scope=\"kafka\" extension_logicalCluster=\"lkc\" extension_pool=\"p\";",
            "sasl.login.callback.handler.class", "org.apache.kafka.common.security.oauthbearer.secured.OAuthBearerLoginCallbackHandler"],
        ["sasl.mechanisms", "OAUTHBEARER", "sasl.oauthbearer.method", "oidc", "sasl.oauthbearer.client.id", "me", "sasl.oauthbearer.client.secret", Secret,
            "sasl.oauthbearer.scope", "kafka", "sasl.oauthbearer.extensions", "logicalCluster=lkc,pool=p"],
        ["sasl.oauthbearer.client.credentials.client.id", "me", "sasl.oauthbearer.client.credentials.client.secret", Secret, "sasl.oauthbearer.scope", "kafka",
            "sasl.jaas.config", $"{Module} extension_logicalCluster=\"lkc\" extension_pool=\"p\";"],
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Client_credentials_are_read_in_every_form(string[] given)
    {
        using var settings = Properties([("security.protocol", "SASL_PLAINTEXT"), Endpoint, .. given.Chunk(2).Select(p => (p[0], p[1]))]);
        var credentials = Assert.IsType<TokenCredentials>(settings.Sasl);
        Assert.Equal("me", settings.User);
        Assert.Equal([("logicalCluster", "lkc"), ("pool", "p")], credentials.Extensions.Select(e => (e.Key, e.Value)).Order());
        Assert.Equal("opaque", await credentials.AcquireToken(CancellationToken.None));
        Assert.Equal("opaque", (await settings.TokenClient!.GetTokenAsync(CancellationToken.None)).Value);
        Assert.EndsWith("scope=kafka", Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.Equal("OAUTHBEARER", settings.ToLibrdkafka()["sasl.mechanism"]);
        Assert.DoesNotContain(Secret, string.Join(' ', settings.ToLibrdkafka().Values), StringComparison.Ordinal);
    }

    [Fact]
    public void A_credential_is_the_clients_id_and_secret_beside_a_jaas_line()
    {
        using var settings = Resolve(
            properties: new() { [Endpoint.Item1] = Endpoint.Item2, ["sasl.mechanism"] = "OAUTHBEARER", ["sasl.jaas.config"] = Module + "extension_a=\"b\";" }, credential: Alice());
        Assert.Equal("alice", settings.User);
        Assert.Equal("b", Assert.IsType<TokenCredentials>(settings.Sasl).Extensions["a"]);
    }

    [Fact]
    public void An_http_address_beyond_this_machine_is_said()
    {
        using var settings = Properties(Id([("sasl.oauthbearer.token.endpoint.url", "http://idp.example/token")]));
        Assert.Contains(settings.Warnings, w => w.Contains("in the clear", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sasl.oauthbearer.method", "magic")]
    [InlineData("sasl.oauthbearer.grant.type", "urn:ietf:params:oauth:grant-type:jwt-bearer")]
    [InlineData("sasl.oauthbearer.metadata.authentication.type", "azure_imds")]
    [InlineData("sasl.oauthbearer.config", "principal=admin")]
    [InlineData("sasl.oauthbearer.jwt.retriever.class", "org.apache.kafka.common.security.oauthbearer.FileJwtRetriever")]
    [InlineData("sasl.oauthbearer.token.endpoint.url", "file:///tmp/token")]
    [InlineData("sasl.jaas.config", Module + "unsecuredLoginStringClaim_sub=\"admin\";")]
    public void Other_ways_to_a_token_are_not_supported(string name, string value) =>
        Fails(ErrorIds.KafkaSettingNotSupported, () => Properties(Id([Endpoint, (name, value)])));

    [Theory]
    [InlineData("sasl.oauthbearer.token.endpoint.url", "idp/token")]
    [InlineData("sasl.oauthbearer.token.endpoint.url", "https://me:s3cr3t-Zebra!@idp/token")]
    [InlineData("sasl.oauthbearer.header.urlencode", "maybe")]
    [InlineData("sasl.oauthbearer.extensions", "auth=x")]
    [InlineData("sasl.oauthbearer.extensions", "no-letter=x")]
    [InlineData("sasl.oauthbearer.extensions", "s3cr3t-Zebra!")]
    [InlineData("sasl.jaas.config", "a.PlainLoginModule required;")]
    public void What_makes_no_sense_is_refused(string name, string value) =>
        Fails(ErrorIds.KafkaSettingInvalid, () => Properties(Id([Endpoint, (name, value)])));

    [Fact]
    public void Missing_parts_are_named()
    {
        Assert.Contains("token.endpoint.url", Invalid(("security.protocol", "SASL_SSL"), ("sasl.mechanism", "OAUTHBEARER")).Message, StringComparison.Ordinal);
        Assert.Contains("clientId", Invalid(("security.protocol", "SASL_SSL"), ("sasl.mechanism", "OAUTHBEARER"), Endpoint).Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static (string, string)[] Id((string Name, string Value)[] more)
    {
        var all = new Dictionary<string, string>
        {
            ["security.protocol"] = "SASL_SSL",
            ["sasl.mechanism"] = "OAUTHBEARER",
            ["sasl.oauthbearer.client.id"] = "me",
            ["sasl.oauthbearer.client.secret"] = Secret,
        };
        foreach (var (name, value) in more)
        {
            all[name] = value;
        }

        return [.. all.Select(p => (p.Key, p.Value))];
    }
}
