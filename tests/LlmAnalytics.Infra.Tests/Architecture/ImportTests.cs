using System.Text.RegularExpressions;

namespace LlmAnalytics.Infra.Tests.Architecture;

/// <summary>Holds the structure to what the design says, by the imports in the code itself.</summary>
public sealed partial class ImportTests
{
    private static readonly Dictionary<string, HashSet<string>> Imports = ReadImports();

    [Fact]
    public void No_namespace_imports_in_a_circle()
    {
        var circles = Imports.Keys.Select(start => Circle(start, [start])).Where(circle => circle is not null).Select(circle => string.Join(" -> ", circle!));
        Assert.Empty(circles);
    }

    [Theory]
    [InlineData("LlmAnalytics.PowerShell", "LlmAnalytics.Infra|LlmAnalytics.KafkaProtocol|Confluent|YamlDotNet|k8s")]
    [InlineData("LlmAnalytics.KafkaProtocol", "LlmAnalytics.Engine|LlmAnalytics.Infra|LlmAnalytics.PowerShell|Confluent|YamlDotNet|k8s")]
    [InlineData("LlmAnalytics.Transport", "LlmAnalytics.|Confluent|YamlDotNet|k8s|StackExchange")]
    [InlineData("LlmAnalytics.Infra", "LlmAnalytics.PowerShell|System.Management.Automation")]
    [InlineData("LlmAnalytics.Infra.Redis", "LlmAnalytics.KafkaProtocol|LlmAnalytics.Infra.Kafka")]
    [InlineData("LlmAnalytics.Infra.Kafka", "LlmAnalytics.Infra.Redis|LlmAnalytics.Infra.Kubernetes")]
    [InlineData("LlmAnalytics.Infra.Kubernetes", "LlmAnalytics.KafkaProtocol|LlmAnalytics.Infra.Kafka|LlmAnalytics.Infra.Redis")]
    [InlineData("LlmAnalytics.Engine", "LlmAnalytics.Infra|LlmAnalytics.KafkaProtocol|LlmAnalytics.PowerShell|Confluent|YamlDotNet|k8s|System.Management.Automation")]
    [InlineData("LlmAnalytics.Sandbox", "LlmAnalytics.Engine|LlmAnalytics.Infra|LlmAnalytics.PowerShell|Confluent|YamlDotNet|k8s|StackExchange")]
    public void A_layer_imports_nothing_above_or_beside_it(string layer, string forbidden)
    {
        var arrows = Imports.Where(file => file.Key == layer || file.Key.StartsWith(layer + ".", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(arrows);
        Assert.DoesNotContain(
            arrows.SelectMany(arrow => arrow.Value), import => forbidden.Split('|').Any(prefix => import.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_simulated_cluster_imports_the_protocol_alone()
    {
        var arrows = Imports.Where(file => file.Key == "LlmAnalytics.Sandbox.Kafka" || file.Key.StartsWith("LlmAnalytics.Sandbox.Kafka.", StringComparison.Ordinal)).SelectMany(file => file.Value).ToList();
        Assert.Contains("LlmAnalytics.KafkaProtocol.Messages", arrows);
        Assert.All(arrows, import => Assert.Matches(@"^(System|LlmAnalytics\.KafkaProtocol|LlmAnalytics\.Sandbox\.Kafka)(\.|$)", import));
    }

    [Theory]
    [InlineData("Confluent.Kafka", "LlmAnalytics.Infra.Kafka.Records")]
    [InlineData("k8s", "LlmAnalytics.Infra.Kubernetes")]
    [InlineData("StackExchange.Redis", "LlmAnalytics.Infra.Redis.Nodes")]
    [InlineData("YamlDotNet", "LlmAnalytics.Infra.Catalog|LlmAnalytics.Infra.Kubernetes")]
    public void A_package_has_one_user(string package, string users) => Assert.Equal(
        users.Split('|'), Imports.Where(file => file.Value.Any(import => import == package || import.StartsWith(package + ".", StringComparison.Ordinal))).Select(file => file.Key).Order(StringComparer.Ordinal));

    private static List<string>? Circle(string start, List<string> path)
    {
        foreach (var next in Imports.GetValueOrDefault(path[^1]) ?? [])
        {
            if (next == start)
            {
                return [.. path, start];
            }

            if (!path.Contains(next) && Circle(start, [.. path, next]) is { } circle)
            {
                return circle;
            }
        }

        return null;
    }

    private static Dictionary<string, HashSet<string>> ReadImports()
    {
        var imports = new Dictionary<string, HashSet<string>>();
        foreach (var file in Directory.EnumerateFiles(SourceFolder(), "*.cs", SearchOption.AllDirectories).Where(path => !GeneratedPath().IsMatch(path)))
        {
            var text = File.ReadAllText(file);
            if (Namespace().Match(text) is { Success: true } own)
            {
                var name = own.Groups[1].Value;
                imports.TryAdd(name, []);
                imports[name].UnionWith(Using().Matches(text).Select(match => match.Groups[1].Value).Where(import => import != name));
            }
        }

        return imports;
    }

    private static string SourceFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LlmAnalytics.psd1")))
            {
                return Path.Combine(folder.FullName, "src");
            }
        }

        throw new DirectoryNotFoundException("The repository's root is not above the tests.");
    }

    [GeneratedRegex(@"[\\/](obj|bin)[\\/]")]
    private static partial Regex GeneratedPath();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
