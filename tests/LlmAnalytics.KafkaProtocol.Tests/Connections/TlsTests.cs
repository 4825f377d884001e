using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.KafkaProtocol.Security;
using LlmAnalytics.KafkaProtocol.Tests.Security;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>TLS to a broker behind a server with every kind of certificate, and the wrong protocol to every kind of port.</summary>
public sealed class TlsTests(CertificatesFixture fixture) : FakeBrokerTests, IClassFixture<CertificatesFixture>
{
    private readonly TestCertificates _certificates = fixture.Certificates;

    [Theory]
    [InlineData(SslProtocols.None)]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_good_certificate_opens_the_connection(SslProtocols protocols)
    {
        await using var server = Serve(_certificates.Server, protocols: protocols);

        foreach (var host in new[] { "127.0.0.1", "localhost" })
        {
            await using var connection = await BrokerConnection.OpenAsync(new ServerEndPoint(host, server.Port), Options(Trusting()), CancellationToken.None).InTime();
            Assert.Equal("here", await connection.AskAsync("here").InTime());
        }
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_with_its_date()
    {
        var failure = await FailureAsync(_certificates.ExpiredServer, Trusting());

        Assert.Equal(ConnectionFailure.ServerCertificateExpired, failure.Failure);
        Assert.Contains("'CN=server'", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"expired at {DateTime.UtcNow.AddDays(-1):yyyy-MM}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused_with_both_names()
    {
        var failure = await FailureAsync(_certificates.WrongHostServer, Trusting());

        Assert.Equal(ConnectionFailure.ServerCertificateWrongHost, failure.Failure);
        Assert.Contains("'127.0.0.1'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("kafka.elsewhere.example", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_untrusted_certificate_is_refused_with_its_issuer()
    {
        var failure = await FailureAsync(_certificates.UntrustedServer, Trusting());

        Assert.Equal(ConnectionFailure.ServerCertificateUntrusted, failure.Failure);
        Assert.Contains("'CN=unrelated-ca'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operating_system_trusts_no_test_authority() =>
        Assert.Equal(ConnectionFailure.ServerCertificateUntrusted, (await FailureAsync(_certificates.Server, new TlsOptions())).Failure);

    [Fact]
    public async Task Without_host_name_verification_another_host_will_do_and_another_authority_will_not()
    {
        await using var server = Serve(_certificates.WrongHostServer);
        await using var connection = await server.OpenAsync(Options(Trusting() with { VerifyHostName = false }));
        Assert.Equal("here", await connection.AskAsync("here").InTime());

        Assert.Equal(ConnectionFailure.ServerCertificateUntrusted, (await FailureAsync(_certificates.UntrustedServer, Trusting() with { VerifyHostName = false })).Failure);
        Assert.Equal(ConnectionFailure.ServerCertificateExpired, (await FailureAsync(_certificates.ExpiredServer, Trusting() with { VerifyHostName = false })).Failure);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task The_right_client_certificate_opens_the_connection(SslProtocols protocols)
    {
        await using var server = Serve(_certificates.Server, _certificates.CaPath, protocols);
        using var client = _certificates.Client.Load();

        await using var connection = await server.OpenAsync(Options(Trusting() with { ClientCertificate = client }));

        Assert.Equal("here", await connection.AskAsync("here").InTime());
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, false)]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, false)]
    [InlineData(SslProtocols.Tls13, true)]
    public async Task A_server_that_drops_the_client_for_its_certificate_without_an_alert_has_closed(SslProtocols protocols, bool untrusted)
    {
        // Kafka's broker sends an alert, which says more: the tests on real listeners have that.
        await using var server = Serve(_certificates.Server, _certificates.CaPath, protocols);
        using var client = untrusted ? _certificates.UntrustedClient.Load() : null;

        var failure = await server.OpenAsync(Options(Trusting() with { ClientCertificate = client })).FailureAsync();

        Assert.Equal(ConnectionFailure.Closed, failure.Failure);
        Assert.Empty(Broker.Requests);
    }

    [Fact]
    public async Task An_expired_client_certificate_is_not_even_shown()
    {
        await using var server = Serve(_certificates.Server, _certificates.CaPath);
        using var client = _certificates.ExpiredClient.Load();

        var failure = await server.OpenAsync(Options(Trusting() with { ClientCertificate = client })).FailureAsync();

        Assert.Equal(ConnectionFailure.ClientCertificateExpired, failure.Failure);
        Assert.True(failure.IsDefinitive);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Plain_text_to_a_tls_port_is_explained()
    {
        await using var server = Serve(_certificates.Server);

        Assert.Equal(ConnectionFailure.ExpectsTls, (await server.OpenAsync(Options(null)).FailureAsync()).Failure);
        Assert.Empty(Broker.Requests);
    }

    [Fact]
    public async Task Plain_text_with_a_password_to_a_tls_port_is_explained_and_the_password_kept()
    {
        await using var server = Serve(_certificates.Server);

        var failure = await server.OpenAsync(Options(null) with { Sasl = new PasswordCredentials("PLAIN", "user", "pencil-secret") }).FailureAsync();

        Assert.Equal(ConnectionFailure.ExpectsTls, failure.Failure);
        Assert.DoesNotContain("pencil-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tls_to_a_plain_port_is_explained(bool sasl)
    {
        if (sasl)
        {
            Broker.Mechanisms["PLAIN"] = () => new FakePlain("user", "pencil");
        }

        var failure = await Broker.OpenAsync(Options(Trusting())).FailureAsync();

        Assert.Equal(ConnectionFailure.ExpectsPlaintext, failure.Failure);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_password_to_a_sasl_listener_is_explained_with_what_it_offers(bool tls)
    {
        Broker.Mechanisms["PLAIN"] = () => new FakePlain("user", "pencil");
        Broker.Mechanisms["SCRAM-SHA-512"] = () => new FakePlain("user", "pencil");
        await using var server = Serve(_certificates.Server);
        LoopbackServer listener = tls ? server : Broker;
        var options = Options(tls ? Trusting() : null);
        await using var connection = await listener.OpenAsync(options);
        var closed = await connection.AskAsync("too early").FailureAsync();
        Assert.Equal(ConnectionFailure.Closed, closed.Failure);

        var explained = await PortProbe.ExplainAsync(closed, options, CancellationToken.None).InTime();

        Assert.Equal(ConnectionFailure.AuthenticationRequired, explained.Failure);
        Assert.Contains("PLAIN, SCRAM-SHA-512", explained.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_better_explanation_keeps_its_own()
    {
        await using var connection = await Broker.OpenAsync();
        Broker.On(ApiKey.Metadata, request =>
        {
            request.Connection.Close();
            return Task.CompletedTask;
        });
        var closed = await connection.AskAsync("closed").FailureAsync();

        Assert.Same(closed, await PortProbe.ExplainAsync(closed, new ConnectionOptions(), CancellationToken.None).InTime());
    }

    private static ConnectionOptions Options(TlsOptions? tls) => new() { Tls = tls, OpenTimeout = Waiting.Deadline, ProbeTimeout = Waiting.Deadline };

    private TlsOptions Trusting()
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(_certificates.CaPath);
        return new TlsOptions { TrustedRoots = roots };
    }

    private TlsServer Serve(CertificateFiles certificate, string? clientsFrom = null, SslProtocols protocols = SslProtocols.None) =>
        new(new TlsServerOptions { Certificate = certificate, RequireClientCertificateFrom = clientsFrom, Protocols = protocols, RelayPort = Broker.Port });

    private async Task<BrokerConnectionException> FailureAsync(CertificateFiles certificate, TlsOptions tls)
    {
        await using var server = Serve(certificate);
        var before = Broker.Requests.Count;
        var failure = await server.OpenAsync(Options(tls)).FailureAsync();
        Assert.Equal(before, Broker.Requests.Count); // nothing was said to who couldn't prove what it is
        return failure;
    }
}
