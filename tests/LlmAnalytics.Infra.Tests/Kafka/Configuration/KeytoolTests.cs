using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using static LlmAnalytics.Infra.Tests.Kafka.Configuration.Resolving;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

/// <summary>Runs where keytool is; where LLM_REQUIRE_LIVE is 1 it must be.</summary>
public sealed class KeytoolFactAttribute : FactAttribute
{
    public KeytoolFactAttribute()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "keytool")) || File.Exists(Path.Combine(folder, "keytool.exe")));
        if (!found && Environment.GetEnvironmentVariable("LLM_REQUIRE_LIVE") != "1")
        {
            Skip = "keytool is not on this machine.";
        }
    }
}

/// <summary>Stores that Java itself makes.</summary>
public sealed class KeytoolTests : IDisposable
{
    private const string Password = "changeit-Zebra";
    private readonly TestFolder folder = new();

    [KeytoolFact]
    public async Task A_PKCS12_truststore_with_several_authorities_loads()
    {
        var store = Path.Combine(folder.Path, "trust.p12");
        using var first = TestCertificates.Authority("CN=first");
        using var second = TestCertificates.Authority("CN=second");
        foreach (var authority in new[] { first, second })
        {
            var file = folder.Write($"{authority.SubjectName.Name[3..]}.pem", authority.ExportCertificatePem());
            await KeytoolAsync("-importcert", "-noprompt", "-storetype", "PKCS12", "-keystore", store, "-storepass", Password, "-alias", authority.Subject, "-file", file);
        }

        using var settings = Properties(
            ("security.protocol", "SSL"), ("ssl.truststore.location", store), ("ssl.truststore.password", Password), ("ssl.truststore.type", "PKCS12"));
        Assert.Equal(["CN=first", "CN=second"], settings.Tls!.TrustedRoots!.Select(c => c.Subject).Order());
        Assert.Contains("'ssl.truststore.password'", Unreadable(("security.protocol", "SSL"), ("ssl.truststore.location", store), ("ssl.truststore.password", Secret)).Message, StringComparison.Ordinal);
    }

    [KeytoolFact]
    public async Task A_PKCS12_keystore_loads_whatever_type_is_claimed()
    {
        var store = Path.Combine(folder.Path, "key.p12");
        await GenerateAsync(store, "PKCS12");
        foreach (var type in new[] { "PKCS12", "JKS", "pkcs12" })
        {
            using var settings = Properties(
                ("security.protocol", "SSL"), ("ssl.keystore.location", store), ("ssl.keystore.password", Password), ("ssl.key.password", Password), ("ssl.keystore.type", type));
            Assert.True(settings.Tls!.ClientCertificate!.HasPrivateKey);
            Assert.Equal("CN=from java", settings.User);
            using var again = X509Certificate2.CreateFromPem(settings.ToLibrdkafka()["ssl.certificate.pem"], settings.ToLibrdkafka()["ssl.key.pem"]);
        }
    }

    [KeytoolFact]
    public async Task A_real_JKS_is_refused_and_the_command_named_converts_it()
    {
        var store = Path.Combine(folder.Path, "key.jks");
        await GenerateAsync(store, "JKS");
        var problem = NotSupported(("security.protocol", "SSL"), ("ssl.keystore.location", store), ("ssl.keystore.password", Password));

        var command = problem.RecommendedAction[(problem.RecommendedAction.IndexOf("keytool ", StringComparison.Ordinal) + 8)..];
        await KeytoolAsync([.. command.Split(' ').Select(a => a.Trim('"')), "-srcstorepass", Password, "-deststorepass", Password]);
        using var settings = Properties(("security.protocol", "SSL"), ("ssl.keystore.location", Path.ChangeExtension(store, ".p12")), ("ssl.keystore.password", Password));
        Assert.Equal("CN=from java", settings.User);
    }

    public void Dispose() => folder.Dispose();

    private static Task GenerateAsync(string store, string type) => KeytoolAsync(
        "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=from java", "-alias", "me", "-storetype", type, "-keystore", store, "-storepass", Password, "-keypass", Password);

    private static async Task KeytoolAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("keytool", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, string.Concat(output));
    }
}
