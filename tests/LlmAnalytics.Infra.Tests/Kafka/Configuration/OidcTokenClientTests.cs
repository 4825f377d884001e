using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Configuration;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

public sealed class OidcTokenClientTests : IAsyncDisposable
{
    private const string ClientSecret = "s3cr3t/Zebra+ ü:";
    private static readonly CancellationToken Deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;
    private readonly TokenEndpointServer server = new();
    private readonly Clock clock = new();

    [Fact]
    public async Task The_request_is_what_RFC_6749_asks_for()
    {
        using var client = Client("my client", scope: "kafka.read kafka.write");
        Assert.Equal("opaque", (await client.GetTokenAsync(Deadline)).Value);
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /token?tenant=1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Basic " + Base64("my+client:s3cr3t%2FZebra%2B+%C3%BC%3A"), request, StringComparison.Ordinal);
        Assert.Contains("application/x-www-form-urlencoded", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\ngrant_type=client_credentials&scope=kafka.read+kafka.write", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_can_go_unencoded_for_servers_that_do_not_decode_them()
    {
        using var client = Client("id", encode: false);
        await client.GetTokenAsync(Deadline);
        Assert.Contains(Base64("id:" + ClientSecret), Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.DoesNotContain("scope", server.Requests.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_kept_for_80_percent_of_its_life()
    {
        using var client = Client();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.GetTokenAsync(Deadline).AsTask()));
        clock.Now += TimeSpan.FromSeconds(79);
        await client.GetTokenAsync(Deadline);
        Assert.Single(server.Requests);
        clock.Now += TimeSpan.FromSeconds(2);
        Assert.Equal(clock.Now.AddSeconds(100), (await client.GetTokenAsync(Deadline)).ExpiresAt);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Without_a_lifetime_the_tokens_own_claims_count_and_name_the_subject()
    {
        var end = DateTimeOffset.FromUnixTimeSeconds(clock.Now.AddHours(1).ToUnixTimeSeconds());
        var claims = Base64($$"""{"sub":"svc-kafka","exp":{{end.ToUnixTimeSeconds()}}}""").TrimEnd('=').Replace('+', '-').Replace('/', '_');
        server.Body = $$"""{"access_token":"e30.{{claims}}.c2ln"}""";
        using var client = Client();
        var token = await client.GetTokenAsync(Deadline);
        Assert.Equal(("svc-kafka", end), (token.Principal, token.ExpiresAt));
        Assert.DoesNotContain(claims, token.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"access_token":"a.b.c","expires_in":"60"}""", 60)]
    [InlineData("""{"access_token":"a.!.c","expires_in":60.5}""", 60.5)]
    [InlineData("""{"access_token":"a.W10.c"}""", 300)]
    [InlineData("""{"access_token":"opaque","expires_in":-1}""", 300)]
    public async Task Odd_answers_still_give_a_token(string body, double seconds)
    {
        server.Body = body;
        using var client = Client();
        var token = await client.GetTokenAsync(Deadline);
        Assert.Equal(("id", clock.Now.AddSeconds(seconds)), (token.Principal, token.ExpiresAt));
    }

    [Theory]
    [InlineData("401 Unauthorized", """{"error":"invalid_client","error_description":"Bad secret s3cr3t/Zebra+ ü:\r\n"}""", "HTTP 401, invalid_client: Bad secret ***", ProblemCategory.AuthenticationError)]
    [InlineData("400 Bad Request", """{"error":"invalid_scope"}""", "HTTP 400, invalid_scope", ProblemCategory.AuthenticationError)]
    [InlineData("503 Unavailable", "<html>s3cr3t</html>", "HTTP 503.", ProblemCategory.InvalidResult)]
    [InlineData("302 Found", "", "HTTP 302.", ProblemCategory.InvalidResult)]
    [InlineData("200 OK", "<html>", "no access_token", ProblemCategory.InvalidResult)]
    [InlineData("200 OK", "[]", "no access_token", ProblemCategory.InvalidResult)]
    [InlineData("200 OK", """{"access_token":7}""", "no access_token", ProblemCategory.InvalidResult)]
    public async Task A_refusal_names_the_cause_and_no_secret(string status, string body, string expected, ProblemCategory category)
    {
        (server.Status, server.Body) = (status, body);
        using var client = Client();
        var problem = (await Assert.ThrowsAsync<ProblemException>(async () => await client.GetTokenAsync(Deadline))).Problem;
        Assert.Equal((ErrorIds.KafkaTokenRequestFailed, category), (problem.ErrorId, problem.Category));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tenant", problem.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        (server.Status, var good) = ("500 Oops", server.Status);
        using var client = Client();
        await Assert.ThrowsAsync<ProblemException>(async () => await client.GetTokenAsync(Deadline));
        server.Status = good;
        Assert.Equal("opaque", (await client.GetTokenAsync(Deadline)).Value);
    }

    [Fact]
    public async Task Nobody_there_is_said_at_once()
    {
        using var client = Client(address: new Uri("http://localhost:1/token"));
        var problem = (await Assert.ThrowsAsync<ProblemException>(async () => await client.GetTokenAsync(Deadline))).Problem;
        Assert.Equal((ErrorIds.KafkaTokenRequestFailed, ProblemCategory.ConnectionError), (problem.ErrorId, problem.Category));
        Assert.Contains("refused", problem.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_callers_deadline_ends_a_silent_endpoint()
    {
        server.Silent = true;
        using var client = Client();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.GetTokenAsync(deadline.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Https_is_trusted_by_the_brokers_roots_and_by_no_others(bool trusted)
    {
        using var authority = TestCertificates.Authority();
        using var other = TestCertificates.Authority("CN=other");
        using var key = RSA.Create(2048);
        using var certificate = TestCertificates.Leaf(authority, key);
        await using var https = new TokenEndpointServer(certificate);
        using var client = Client(address: https.Address, roots: [trusted ? authority : other]);
        if (trusted)
        {
            Assert.Equal("opaque", (await client.GetTokenAsync(Deadline)).Value);
        }
        else
        {
            var problem = (await Assert.ThrowsAsync<ProblemException>(async () => await client.GetTokenAsync(Deadline))).Problem;
            Assert.Equal(ProblemCategory.ConnectionError, problem.Category);
            Assert.Contains("certificate", problem.Message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(https.Requests, r => r.Length > 0);
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private OidcTokenClient Client(string id = "id", string? scope = null, bool encode = true, Uri? address = null, X509Certificate2Collection? roots = null) =>
        new(new TokenRequestOptions(address ?? server.Address, id, scope, encode, roots), ClientSecret, clock);

    private sealed class Clock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
