using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.KafkaProtocol.Security;
using LlmAnalytics.KafkaProtocol.Tests.Connections;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Tests.Live;

/// <summary>Every kind of listener of a real broker, with what it wants and with what it doesn't.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class ListenerTests(KafkaClusterFixture fixture)
{
    [LiveTheory]
    [InlineData(ListenerKind.Plaintext)]
    [InlineData(ListenerKind.Counted)]
    public async Task Plain(ListenerKind kind) => await WorksAsync(kind, LiveConnecting.With());

    [LiveTheory]
    [InlineData(ListenerKind.Sasl, "PLAIN", KafkaUsers.Admin)]
    [InlineData(ListenerKind.Sasl, "SCRAM-SHA-256", KafkaUsers.Alice)]
    [InlineData(ListenerKind.Sasl, "SCRAM-SHA-512", KafkaUsers.Admin)]
    [InlineData(ListenerKind.SaslSsl, "PLAIN", KafkaUsers.Bob)]
    [InlineData(ListenerKind.SaslSsl, "SCRAM-SHA-256", KafkaUsers.Admin)]
    [InlineData(ListenerKind.SaslSsl, "SCRAM-SHA-512", KafkaUsers.Admin)]
    public async Task User_and_password(ListenerKind kind, string mechanism, string user) =>
        await WorksAsync(kind, LiveConnecting.With(kind == ListenerKind.SaslSsl ? Trusting() : null, LiveConnecting.Password(mechanism, user)));

    [LiveFact]
    public async Task Token() =>
        await WorksAsync(ListenerKind.OAuth, LiveConnecting.With(sasl: LiveConnecting.Token(fixture.Cluster, KafkaUsers.Admin, TimeSpan.FromMinutes(5))));

    [LiveFact]
    public async Task Client_certificate()
    {
        using var client = fixture.Cluster.Certificates.Client.Load();
        await WorksAsync(ListenerKind.Ssl, LiveConnecting.With(LiveConnecting.Trusting(fixture.Cluster.Certificates.CaPath, client)));
    }

    [LiveTheory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task A_wrong_password(string mechanism)
    {
        var failure = await FailureAsync(ListenerKind.Sasl, LiveConnecting.With(sasl: new PasswordCredentials(mechanism, KafkaUsers.Admin, "wrong-secret")));

        Assert.Equal(ConnectionFailure.AuthenticationFailed, failure.Failure);
        Assert.DoesNotContain("wrong-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task A_token_that_expired()
    {
        var failure = await FailureAsync(ListenerKind.OAuth, LiveConnecting.With(sasl: LiveConnecting.Token(fixture.Cluster, KafkaUsers.Admin, TimeSpan.FromMinutes(-5))));

        Assert.Equal(ConnectionFailure.AuthenticationFailed, failure.Failure);
        Assert.Contains("the token", failure.Message, StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task A_mechanism_that_the_listener_has_not()
    {
        var failure = await FailureAsync(ListenerKind.OAuth, LiveConnecting.With(sasl: LiveConnecting.Password("PLAIN")));

        Assert.Equal(ConnectionFailure.MechanismNotOffered, failure.Failure);
        Assert.Contains("OAUTHBEARER", failure.Message, StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task A_password_to_a_listener_without_sasl() =>
        Assert.Equal(ConnectionFailure.AuthenticationNotExpected, (await FailureAsync(ListenerKind.Plaintext, LiveConnecting.With(sasl: LiveConnecting.Password("PLAIN")))).Failure);

    [LiveTheory]
    [InlineData(ListenerKind.Sasl)]
    [InlineData(ListenerKind.SaslSsl)]
    public async Task No_password_to_a_listener_with_sasl(ListenerKind kind)
    {
        var options = LiveConnecting.With(kind == ListenerKind.SaslSsl ? Trusting() : null);
        await using var connection = await fixture.Cluster.Broker(1).OpenAsync(kind, options);
        var closed = await connection.AskAsync("any").FailureAsync();
        Assert.Equal(ConnectionFailure.Closed, closed.Failure);

        var explained = await PortProbe.ExplainAsync(closed, options, CancellationToken.None).InTime();

        Assert.Equal(ConnectionFailure.AuthenticationRequired, explained.Failure);
        Assert.Contains("SCRAM-SHA-512", explained.Message, StringComparison.Ordinal);
    }

    [LiveTheory]
    [InlineData(ListenerKind.Ssl)]
    [InlineData(ListenerKind.SaslSsl)]
    public async Task Plain_text_to_tls(ListenerKind kind) => Assert.Equal(ConnectionFailure.ExpectsTls, (await FailureAsync(kind, LiveConnecting.With())).Failure);

    [LiveTheory]
    [InlineData(ListenerKind.Plaintext)]
    [InlineData(ListenerKind.Sasl)]
    public async Task Tls_to_plain_text(ListenerKind kind) => Assert.Equal(ConnectionFailure.ExpectsPlaintext, (await FailureAsync(kind, LiveConnecting.With(Trusting()))).Failure);

    [LiveFact]
    public async Task An_authority_that_is_not_the_brokers() =>
        Assert.Equal(
            ConnectionFailure.ServerCertificateUntrusted,
            (await FailureAsync(ListenerKind.SaslSsl, LiveConnecting.With(LiveConnecting.Trusting(fixture.Cluster.Certificates.OtherCaPath), LiveConnecting.Password("PLAIN")))).Failure);

    // Several times: the broker's alert and the end of the connection arrive close to each other.
    [LiveFact]
    public async Task No_client_certificate_where_one_is_required()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(ConnectionFailure.ClientCertificateRequired, (await FailureAsync(ListenerKind.Ssl, LiveConnecting.With(Trusting()))).Failure);
        }
    }

    [LiveFact]
    public async Task A_client_certificate_of_another_authority()
    {
        using var client = fixture.Cluster.Certificates.UntrustedClient.Load();
        for (var i = 0; i < 10; i++)
        {
            var failure = await FailureAsync(ListenerKind.Ssl, LiveConnecting.With(LiveConnecting.Trusting(fixture.Cluster.Certificates.CaPath, client)));

            Assert.Equal(ConnectionFailure.ClientCertificateRejected, failure.Failure);
            Assert.Contains("'CN=client'", failure.Message, StringComparison.Ordinal);
        }
    }

    private TlsOptions Trusting() => LiveConnecting.Trusting(fixture.Cluster.Certificates.CaPath);

    private Task<BrokerConnectionException> FailureAsync(ListenerKind kind, ConnectionOptions options) => fixture.Cluster.Broker(1).OpenAsync(kind, options).FailureAsync();

    private async Task WorksAsync(ListenerKind kind, ConnectionOptions options)
    {
        foreach (var broker in fixture.Cluster.Brokers)
        {
            await using var connection = await broker.OpenAsync(kind, options);

            var metadata = await connection.SendAsync(new MetadataRequest(), CancellationToken.None).InTime();

            Assert.Equal(fixture.Cluster.ClusterId, metadata.ClusterId);
            Assert.Equal(
                fixture.Cluster.Brokers.Select(b => (b.Id, b.Port(kind), (string?)b.Rack)),
                metadata.Brokers.OrderBy(b => b.NodeId).Select(b => (b.NodeId, b.Port, b.Rack)));
            Assert.True(connection.IsUsable);
        }
    }
}
