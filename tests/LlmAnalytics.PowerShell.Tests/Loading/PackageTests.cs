using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Loading;

/// <summary>What lies in the assembled module, and the wall between commands and clients.</summary>
public sealed class PackageTests
{
    [Theory]
    [InlineData("LlmAnalytics.PowerShell.dll")]
    [InlineData("LlmAnalytics.Abstractions.dll")]
    public void No_assembly_of_the_default_context_references_a_client(string file)
    {
        using var stream = File.OpenRead(Path.Combine(ModuleFiles.Root, file));
        using var reader = new PEReader(stream);
        var metadata = reader.GetMetadataReader();
        var foreign = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "LlmAnalytics.Abstractions" && name != "netstandard");
        Assert.Empty(foreign);
    }

    [Fact]
    public void Beside_the_manifest_lie_the_commands_and_the_contract_alone() => Assert.Equal(
        ["LlmAnalytics.Abstractions.dll", "LlmAnalytics.PowerShell.dll"],
        Directory.EnumerateFiles(ModuleFiles.Root, "*.dll").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_engine_comes_with_its_packages_and_without_a_copy_of_the_contract()
    {
        var names = Directory.EnumerateFiles(Path.Combine(ModuleFiles.Root, "deps")).Select(Path.GetFileName).ToList();
        Assert.Contains("LlmAnalytics.Infra.deps.json", names);
        Assert.Contains("LlmAnalytics.KafkaProtocol.dll", names);
        Assert.Contains("Confluent.Kafka.dll", names);
        Assert.DoesNotContain("LlmAnalytics.Abstractions.dll", names);
        Assert.DoesNotContain(names, name => name!.EndsWith(".pdb", StringComparison.Ordinal) || name.EndsWith(".xml", StringComparison.Ordinal));
    }

    [Fact]
    public void Librdkafka_is_there_for_every_platform_of_PowerShell_that_has_one()
    {
        var natives = Path.Combine(ModuleFiles.Root, "deps", "runtimes");
        string[] expected =
        [
            "linux-arm64/native/alpine-librdkafka.so", "linux-arm64/native/librdkafka.so",
            "linux-x64/native/alpine-librdkafka.so", "linux-x64/native/centos8-librdkafka.so", "linux-x64/native/librdkafka.so",
            "osx-arm64/native/librdkafka.dylib", "osx-x64/native/librdkafka.dylib", "win-x64/native/librdkafka.dll",
        ];
        Assert.Equal(expected, Directory.EnumerateFiles(natives, "*librdkafka*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(natives, path).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_native_library_that_the_resolver_is_promised_exists()
    {
        var deps = Path.Combine(ModuleFiles.Root, "deps");
        var promised = File.ReadLines(Path.Combine(deps, "LlmAnalytics.Infra.deps.json"))
            .Select(line => line.Trim().Split('"')).Where(parts => parts.Length > 2 && parts[1].StartsWith("runtimes/", StringComparison.Ordinal)).Select(parts => parts[1]).ToList();
        Assert.NotEmpty(promised);
        Assert.All(promised, path => Assert.True(File.Exists(Path.Combine(deps, path)), path));
    }
}
