using System.Text.Json;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.KafkaProtocol.Security;
using LlmAnalytics.KafkaProtocol.Tests.Connections;

namespace LlmAnalytics.KafkaProtocol.Tests.Security;

/// <summary>Authentication of a connection, and that no way in which it fails tells a secret.</summary>
public sealed class AuthenticationTests : FakeBrokerTests
{
    private const string Secret = "pencil-secret";

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task The_right_password_opens_the_connection(string mechanism)
    {
        Offer(mechanism, "user,with=signs", Secret);

        await using var connection = await OpenAsync(new PasswordCredentials(mechanism, "user,with=signs", Secret));

        Assert.Equal("here", await connection.AskAsync("here").InTime());
        Assert.Null(connection.SessionLifetime);
    }

    [Theory]
    [InlineData("PLAIN", "user", "wrong-" + Secret)]
    [InlineData("SCRAM-SHA-256", "user", "wrong-" + Secret)]
    [InlineData("SCRAM-SHA-512", "nobody", Secret)]
    public async Task Wrong_credentials_are_refused_for_good(string mechanism, string user, string password)
    {
        Offer(mechanism, "user", Secret);

        var failure = await OpenAsync(new PasswordCredentials(mechanism, user, password)).FailureAsync();

        Assert.Equal(ConnectionFailure.AuthenticationFailed, failure.Failure);
        Assert.True(failure.IsDefinitive);
        Assert.Contains($"'{user}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(mechanism, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Authentication failed", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_broker_that_does_not_know_the_password_is_not_talked_to(ScramLie lie)
    {
        Broker.Mechanisms["SCRAM-SHA-512"] = () => new FakeScram(ScramExchangeTests.Hash("SCRAM-SHA-512"), "user", Secret, lie);

        var failure = await OpenAsync(new PasswordCredentials("SCRAM-SHA-512", "user", Secret)).FailureAsync();

        Assert.Equal(ConnectionFailure.ServerNotAuthenticated, failure.Failure);
        Assert.True(failure.IsDefinitive);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Broker.Requests, request => request.Header.ApiKey == ApiKey.Metadata);
    }

    public static TheoryData<ScramLie> Lies() => new(Enum.GetValues<ScramLie>().Where(lie => lie != ScramLie.None));

    [Fact]
    public async Task The_right_token_opens_the_connection()
    {
        Broker.Mechanisms["OAUTHBEARER"] = () => new FakeOAuth("right-token");

        await using var connection = await OpenAsync(new TokenCredentials(_ => ValueTask.FromResult("right-token")));

        Assert.Equal("here", await connection.AskAsync("here").InTime());
    }

    [Fact]
    public async Task A_wrong_token_is_refused_after_the_round_that_the_mechanism_asks_for()
    {
        var server = new FakeOAuth("right-token");
        Broker.Mechanisms["OAUTHBEARER"] = () => server;

        var failure = await OpenAsync(new TokenCredentials(_ => ValueTask.FromResult("wrong-token"))).FailureAsync();

        Assert.Equal(ConnectionFailure.AuthenticationFailed, failure.Failure);
        Assert.Contains("invalid_token", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-token", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, server.Received.Count);
        Assert.Equal("\u0001", server.Received[1]);
    }

    [Fact]
    public async Task A_token_that_cannot_be_had_fails_with_its_own_cause()
    {
        Broker.Mechanisms["OAUTHBEARER"] = () => new FakeOAuth("right-token");

        var cause = await Assert.ThrowsAsync<HttpRequestException>(() => OpenAsync(new TokenCredentials(_ => throw new HttpRequestException("no token today"))));

        Assert.Equal("no token today", cause.Message);
    }

    [Fact]
    public async Task A_mechanism_that_is_not_offered_is_named_with_those_that_are()
    {
        Offer("PLAIN", "user", Secret);
        Offer("SCRAM-SHA-512", "user", Secret);

        var failure = await OpenAsync(new PasswordCredentials("SCRAM-SHA-256", "user", Secret)).FailureAsync();

        Assert.Equal(ConnectionFailure.MechanismNotOffered, failure.Failure);
        Assert.True(failure.IsDefinitive);
        Assert.Contains("SCRAM-SHA-256", failure.Message, StringComparison.Ordinal);
        Assert.Contains("PLAIN, SCRAM-SHA-512", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Broker.Requests, request => request.Header.ApiKey == ApiKey.SaslAuthenticate);
    }

    [Fact]
    public async Task A_listener_without_sasl_gets_no_password()
    {
        var failure = await OpenAsync(new PasswordCredentials("PLAIN", "user", Secret)).FailureAsync();

        Assert.Equal(ConnectionFailure.AuthenticationNotExpected, failure.Failure);
        Assert.DoesNotContain(Broker.Requests, request => request.Header.ApiKey == ApiKey.SaslAuthenticate);
    }

    [Fact]
    public async Task Any_other_error_of_the_handshake_is_named()
    {
        Broker.On(ApiKey.SaslHandshake, request => request.ReplyAsync(new SaslHandshakeResponse { ErrorCode = ErrorCode.UnknownServerError }));

        var failure = await OpenAsync(new PasswordCredentials("PLAIN", "user", Secret)).FailureAsync();

        Assert.Equal(ConnectionFailure.AuthenticationFailed, failure.Failure);
        Assert.Contains("UNKNOWN_SERVER_ERROR", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_ends_the_use_of_its_connection_before_the_broker_does()
    {
        Offer("PLAIN", "user", Secret);
        var credentials = new PasswordCredentials("PLAIN", "user", Secret);
        Broker.SessionLifetime = TimeSpan.FromHours(1);
        await using var lasting = await OpenAsync(credentials);
        Broker.SessionLifetime = TimeSpan.FromMilliseconds(1);
        await using var brief = await OpenAsync(credentials);

        Assert.Equal(TimeSpan.FromHours(1), lasting.SessionLifetime);
        Assert.True(lasting.IsUsable);
        Assert.Equal(TimeSpan.FromMilliseconds(1), brief.SessionLifetime);
        await Waiting.UntilAsync(() => !brief.IsUsable);
        Assert.True(lasting.IsUsable);
    }

    [Fact]
    public void Nothing_prints_a_secret()
    {
        var password = new PasswordCredentials("PLAIN", "user", Secret);
        var token = new TokenCredentials(_ => ValueTask.FromResult(Secret), new Dictionary<string, string> { ["extension"] = Secret });

        foreach (var text in new[]
        {
            password.ToString(), JsonSerializer.Serialize(password), JsonSerializer.Serialize<object>(password), new ConnectionOptions { Sasl = password }.ToString(),
            token.ToString(), new ConnectionOptions { Sasl = token }.ToString(), new SaslAuthenticateRequest { AuthBytes = [1, 2] }.ToString()!,
        })
        {
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        }

        Assert.Contains("user", password.ToString(), StringComparison.Ordinal);
    }

    private void Offer(string mechanism, string user, string password) =>
        Broker.Mechanisms[mechanism] = mechanism == "PLAIN"
            ? () => new FakePlain(user, password)
            : () => new FakeScram(ScramExchangeTests.Hash(mechanism), user, password);

    private Task<BrokerConnection> OpenAsync(SaslCredentials credentials) => Broker.OpenAsync(new ConnectionOptions { Sasl = credentials, OpenTimeout = Waiting.Deadline });
}
