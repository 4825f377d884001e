using System.Net;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Configuration;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Redis.Configuration;

public sealed class RedisSettingsTests
{
    [Theory]
    [InlineData("10.0.0.1:7000", "10.0.0.1:7000")]
    [InlineData("redis.example", "redis.example:6379")]
    [InlineData("a:1, b:2,,a:1", "a:1,b:2")]
    [InlineData("[::1]:7000,[fd00::7]", "[::1]:7000,[fd00::7]:6379")]
    public void Addresses_are_read(string given, string read) =>
        Assert.Equal(read, string.Join(',', Resolve(new RedisConnectionRequest { Nodes = [given] }).Places!));

    [Theory]
    [InlineData("40.9656")]
    [InlineData("12:7000")]
    [InlineData("::1:7000")]
    [InlineData("host:port")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("user:secret@host:6379")]
    [InlineData("redis://host:6379")]
    [InlineData("[host]:6379")]
    [InlineData("[::1]x:6379")]
    [InlineData(" , ")]
    public void What_is_no_address_is_refused_without_a_look_up(string given)
    {
        var problem = Refusal(new RedisConnectionRequest { Nodes = [given] });
        Assert.Equal(ErrorIds.RedisSettingInvalid, problem.ErrorId);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_given_beats_the_environment_and_that_the_default()
    {
        Assert.Equal("localhost:6379", Resolve(new RedisConnectionRequest()).Places!.Single().Address);
        var environment = new Dictionary<string, string> { ["REDIS_NODES"] = "a:1,b:2", ["REDISCLI_AUTH"] = "fromEnvironment" };
        var ofEnvironment = Resolve(new RedisConnectionRequest(), environment);
        Assert.Equal(("a:1,b:2", null, "fromEnvironment"), (string.Join(',', ofEnvironment.Places!), ofEnvironment.Access.User, ofEnvironment.Access.Password));
        var given = Resolve(new RedisConnectionRequest { Nodes = ["c:3"], Credential = new NetworkCredential("operator", "given") }, environment);
        Assert.Equal(("c:3", "operator", "given"), (string.Join(',', given.Places!), given.Access.User, given.Access.Password));
    }

    [Fact]
    public void Kubernetes_names_the_nodes_where_it_is_given()
    {
        var environment = new Dictionary<string, string> { ["REDIS_NODES"] = "a:1", ["REDISCLI_AUTH"] = "fromEnvironment" };
        Assert.Null(Resolve(new RedisConnectionRequest { Namespace = "redis" }, environment).Places);
        Assert.Null(Resolve(new RedisConnectionRequest { PasswordSecret = "a/b" }, environment).Access.Password);
        Assert.Equal(ErrorIds.RedisSettingInvalid, Refusal(new RedisConnectionRequest { Nodes = ["a:1"], Namespace = "redis" }).ErrorId);
    }

    [Fact]
    public void The_default_user_needs_no_name() =>
        Assert.Null(Resolve(new RedisConnectionRequest { Credential = new NetworkCredential("default", "x") }).Access.User);

    [Fact]
    public void An_empty_password_is_refused() =>
        Assert.Equal(ErrorIds.RedisSettingInvalid, Refusal(new RedisConnectionRequest { Credential = new NetworkCredential("operator", "") }).ErrorId);

    [Fact]
    public void Certificates_are_read_in_every_form()
    {
        var folder = Directory.CreateTempSubdirectory("llm-tls-");
        try
        {
            var files = TestCertificates.Create(folder.FullName);
            var request = new RedisConnectionRequest { Tls = true, CaCertificate = files.CaPath, TlsServerName = "localhost" };
            foreach (var (certificate, key) in new[] { (files.Client.PemPath, files.Client.KeyPath), (files.Client.KeyStorePemPath, null) })
            {
                using var access = Resolve(request with { ClientCertificate = certificate, ClientKey = key }).Access;
                Assert.Equal(("CN=client", true, 1, 1, "localhost"),
                    (access.Tls!.ClientCertificate!.Subject, access.Tls.ClientCertificate.HasPrivateKey, access.Tls.ClientCertificateChain.Count, access.Tls.TrustedRoots!.Count, access.Tls.ServerName));
            }

            Assert.Equal(ErrorIds.RedisFileUnreadable, Refusal(request with { CaCertificate = files.Client.KeyPath }).ErrorId);
            Assert.Equal(ErrorIds.RedisFileUnreadable, Refusal(request with { CaCertificate = files.CaPath + ".none" }).ErrorId);
            Assert.Equal(ErrorIds.RedisFileUnreadable, Refusal(request with { ClientCertificate = files.Client.PemPath }).ErrorId);
            Assert.Equal(ErrorIds.RedisFileUnreadable, Refusal(request with { ClientCertificate = files.Client.Pkcs12Path }).ErrorId);
            Assert.Equal(ErrorIds.RedisFileUnreadable, Refusal(request with { ClientCertificate = files.Client.PemPath, ClientKey = files.Client.EncryptedKeyPath }).ErrorId);
            Assert.Equal(ErrorIds.RedisSettingInvalid, Refusal(request with { ClientKey = files.Client.KeyPath }).ErrorId);
            Assert.Equal(ErrorIds.RedisSettingInvalid, Refusal(request with { Tls = false }).ErrorId);

            // PKCS#12 as openssl makes it without a password.
            var bare = Path.Combine(folder.FullName, "bare.p12");
            using (var client = files.Client.Load())
            {
                File.WriteAllBytes(bare, client.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12));
            }

            using var pkcs12 = Resolve(request with { ClientCertificate = bare }).Access;
            Assert.True(pkcs12.Tls!.ClientCertificate!.HasPrivateKey);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static RedisSettings Resolve(RedisConnectionRequest request, Dictionary<string, string>? environment = null) =>
        RedisSettingsResolver.Resolve(request, name => environment?.GetValueOrDefault(name));

    private static Problem Refusal(RedisConnectionRequest request) => Assert.Throws<ProblemException>(() => Resolve(request)).Problem;
}
