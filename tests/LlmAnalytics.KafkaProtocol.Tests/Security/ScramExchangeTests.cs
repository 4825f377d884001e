using System.Security.Cryptography;
using System.Text;
using LlmAnalytics.KafkaProtocol.Security;

namespace LlmAnalytics.KafkaProtocol.Tests.Security;

/// <summary>SCRAM message by message, against published vectors and a server that lies.</summary>
public sealed class ScramExchangeTests
{
    // RFC 7677, section 3; and for SHA-512, which no RFC has a vector for, that of Apache Qpid's tests.
    private const string Nonce = "rOprNGfwEbeRWgbNEkqO";

    [Theory]
    [InlineData(
        "SCRAM-SHA-256",
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")]
    [InlineData(
        "SCRAM-SHA-512",
        "r=rOprNGfwEbeRWgbNEkqO02431b08-2f89-4bad-a4e6-80c0564ec865,s=Yin2FuHTt/M0kJWb0t9OI32n2VmOGi3m+JfjOvuDF88=,i=4096",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO02431b08-2f89-4bad-a4e6-80c0564ec865,p=Hc5yec3NmCD7t+kFRw4/3yD6/F3SQHc7AVYschRja+Bc3sbdjlA0eH1OjJc0DD4ghn1tnXN5/Wr6qm9xmaHt4A==",
        "v=BQuhnKHqYDwQWS5jAw4sZed+C9KFUALsbrq81bB0mh+bcUUbbMPNNmBIupnS2AmyyDnG5CTBQtkjJ9kyY4kzmw==")]
    public async Task Published_vectors(string mechanism, string serverFirst, string clientFinal, string serverFinal)
    {
        var exchange = new ScramExchange(new PasswordCredentials(mechanism, "user", "pencil"), Nonce);

        Assert.Equal($"n,,n=user,r={Nonce}", Encoding.UTF8.GetString(await exchange.StartAsync(CancellationToken.None)));
        Assert.Equal(clientFinal, Encoding.UTF8.GetString(exchange.Continue(Encoding.UTF8.GetBytes(serverFirst))!));
        Assert.Null(exchange.Continue(Encoding.UTF8.GetBytes(serverFinal)));
    }

    [Theory]
    [InlineData("SCRAM-SHA-256", "alice", "alice-secret", 4096)]
    [InlineData("SCRAM-SHA-512", "alice", "alice-secret", 8192)]
    [InlineData("SCRAM-SHA-256", "a,b=c", "p,=w", 4096)]
    [InlineData("SCRAM-SHA-512", "=2C", "=", 4096)]
    [InlineData("SCRAM-SHA-256", "jürgen", "pässwörd€", 4096)]
    [InlineData("SCRAM-SHA-512", "empty", "", 4096)]
    public async Task An_independent_server_accepts_and_is_accepted(string mechanism, string user, string password, int iterations)
    {
        var server = new FakeScram(Hash(mechanism), user, password, iterations: iterations);

        var last = await RunAsync(new ScramExchange(new PasswordCredentials(mechanism, user, password)), server);

        Assert.True(last.IsDone);
        Assert.Null(last.Refusal);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_by_the_server() =>
        Assert.NotNull((await RunAsync(
            new ScramExchange(new PasswordCredentials("SCRAM-SHA-256", "user", "guess")), new FakeScram(HashAlgorithmName.SHA256, "user", "pencil"))).Refusal);

    [Theory]
    [InlineData(ScramLie.WrongSignature, "signature")]
    [InlineData(ScramLie.ForeignNonce, "nonce")]
    [InlineData(ScramLie.SameNonce, "nonce")]
    [InlineData(ScramLie.FewIterations, "4095 iterations")]
    [InlineData(ScramLie.ManyIterations, "2147483647 iterations")]
    [InlineData(ScramLie.NoIterations, "many iterations")]
    [InlineData(ScramLie.BadSalt, "base64")]
    [InlineData(ScramLie.Extension, "extension")]
    [InlineData(ScramLie.Error, "other-error")]
    [InlineData(ScramLie.NoSignature, "'v='")]
    [InlineData(ScramLie.NoChallenge, "'r='")]
    public async Task A_server_that_lies_is_found_out(ScramLie lie, string said)
    {
        var exchange = new ScramExchange(new PasswordCredentials("SCRAM-SHA-256", "user", "pencil-secret"));

        var refused = await Assert.ThrowsAsync<SaslException>(() => RunAsync(exchange, new FakeScram(HashAlgorithmName.SHA256, "user", "pencil-secret", lie)));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pencil-secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("r=,s=,i=")]
    [InlineData("r=x")]
    [InlineData(",,,,=,=")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=-4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=AAAA,i=99999999999")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,i=4096")]
    public void What_is_no_challenge_is_refused(string challenge) =>
        Assert.Throws<SaslException>(() => new ScramExchange(new PasswordCredentials("SCRAM-SHA-512", "user", "pencil"), Nonce).Continue(Encoding.UTF8.GetBytes(challenge)));

    [Fact]
    public async Task Every_exchange_has_a_nonce_of_its_own()
    {
        var credentials = new PasswordCredentials("SCRAM-SHA-256", "user", "pencil");
        var messages = new HashSet<string>();
        for (var i = 0; i < 100; i++)
        {
            messages.Add(Encoding.UTF8.GetString(await new ScramExchange(credentials).StartAsync(CancellationToken.None)));
        }

        Assert.Equal(100, messages.Count);
        Assert.All(messages, message => Assert.DoesNotContain(',', message["n,,n=user,r=".Length..]));
    }

    internal static HashAlgorithmName Hash(string mechanism) => mechanism == "SCRAM-SHA-256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512;

    /// <summary>Passes messages to and fro until one side has no more to say; the server's last step.</summary>
    private static async Task<FakeSaslStep> RunAsync(ScramExchange client, FakeScram server)
    {
        var step = server.Next(await client.StartAsync(CancellationToken.None));
        while (step.Refusal is null && client.Continue(step.Answer) is { } next)
        {
            step = server.Next(next);
        }

        return step;
    }
}
