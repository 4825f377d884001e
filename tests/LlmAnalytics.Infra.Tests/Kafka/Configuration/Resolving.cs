using System.Net;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Configuration;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

/// <summary>Short forms to resolve settings in tests.</summary>
internal static class Resolving
{
    internal const string Secret = "s3cr3t-Zebra!";

    internal static KafkaSettings Resolve(
        string? servers = null,
        string? file = null,
        Dictionary<string, string>? properties = null,
        NetworkCredential? credential = null,
        Dictionary<string, string>? environment = null) => KafkaSettingsResolver.Resolve(
            new KafkaConnectionRequest { BootstrapServers = servers is null ? null : [servers], ConfigFile = file, Properties = properties, Credential = credential },
            environment ?? []);

    internal static KafkaSettings Properties(params (string Name, string Value)[] properties) =>
        Resolve(properties: properties.ToDictionary(p => p.Name, p => p.Value));

    internal static KafkaSettings FromFile(TestFolder folder, string text) => Resolve(file: folder.Write("admin.properties", text));

    internal static NetworkCredential Alice() => new("alice", Secret);

    internal static Problem Fails(string errorId, Func<KafkaSettings> resolve)
    {
        var problem = Assert.Throws<ProblemException>(() => { resolve().Dispose(); }).Problem;
        Assert.Equal(errorId, problem.ErrorId);
        Assert.DoesNotContain(Secret, problem.ToString(), StringComparison.Ordinal);
        return problem;
    }

    internal static Problem Invalid(params (string Name, string Value)[] properties) => Fails(ErrorIds.KafkaSettingInvalid, () => Properties(properties));

    internal static Problem NotSupported(params (string Name, string Value)[] properties) => Fails(ErrorIds.KafkaSettingNotSupported, () => Properties(properties));

    internal static Problem Unreadable(params (string Name, string Value)[] properties) => Fails(ErrorIds.KafkaFileUnreadable, () => Properties(properties));
}
