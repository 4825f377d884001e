using System.Management.Automation;
using System.Runtime.Loader;
using LlmAnalytics.PowerShell.Tests.Fakes;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Loading;

/// <summary>Importing, importing again, removing.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly PowerShellHost _shell = new(import: false);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void The_assembly_under_test_is_that_of_the_assembled_module() =>
        Assert.Equal(ModuleFiles.Root, Path.GetDirectoryName(typeof(PowerShell.Pipeline.LlmCommand).Assembly.Location));

    [Fact]
    public void An_import_loads_nothing_of_deps_and_makes_no_load_context()
    {
        var contexts = AssemblyLoadContext.All.Count();
        var before = Loaded();
        Assert.Null(_shell.Import().Terminated);
        Assert.Equal(contexts, AssemblyLoadContext.All.Count());
        Assert.DoesNotContain(Loaded().Except(before), path => path.Contains($"{Path.DirectorySeparatorChar}deps{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
    }

    [Fact]
    public void The_manifest_exports_every_command_of_the_assembly_and_nothing_else()
    {
        _shell.Import();
        var exported = _shell.Run("Get-Command -Module LlmAnalytics").Output.Select(item => ((CommandInfo)item.BaseObject).Name);
        var written = typeof(PowerShell.Pipeline.LlmCommand).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes(typeof(CmdletAttribute), inherit: false).Cast<CmdletAttribute>())
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}");
        Assert.Equal(written.Order(StringComparer.Ordinal), exported.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Commands_work_after_forced_imports_and_the_connections_of_before_are_closed()
    {
        using var engine = FakeEngine.Install();
        _shell.Import();
        _shell.Run("Connect-LlmKafka a:1").Only<KafkaConnection>();
        _shell.Import("-Force");
        Assert.True(engine.Clusters[0].IsClosed);
        Assert.Empty(_shell.Run("Get-LlmKafkaConnection").Only<KafkaConnection>());
        _shell.Import("-Force");
        Assert.Equal(3, _shell.Run("Get-LlmKafkaTopic").Only<KafkaTopic>().Count);
    }

    [Fact]
    public void Removing_the_module_closes_the_connections_of_its_runspace_alone()
    {
        using var engine = FakeEngine.Install();
        using var other = new PowerShellHost();
        _shell.Import();
        _shell.Run("Connect-LlmKafka a:1; Connect-LlmKafka b:1");
        other.Run("Connect-LlmKafka c:1");
        _shell.Run("Remove-Module LlmAnalytics");
        Assert.Equal([true, true, false], engine.Clusters.Select(cluster => cluster.IsClosed));
    }

    [Fact]
    public void A_runspace_that_closes_closes_its_connections()
    {
        using var engine = FakeEngine.Install();
        using (var other = new PowerShellHost())
        {
            other.Run("Connect-LlmKafka c:1");
            Assert.False(engine.Clusters[0].IsClosed);
        }

        Assert.True(SpinWait.SpinUntil(() => engine.Clusters[0].IsClosed, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void The_real_engine_is_loaded_from_deps_on_first_use_into_a_context_of_its_own()
    {
        _shell.Import();
        Assert.Equal(14, _shell.Run("Get-LlmKafkaTopicDefinition").Only<KafkaTopicDefinition>().Count);
        var context = Assert.Single(AssemblyLoadContext.All, context => context.Name == "LlmAnalytics");
        var infra = Assert.Single(context.Assemblies, assembly => assembly.GetName().Name == "LlmAnalytics.Infra");
        Assert.Equal(Path.Combine(ModuleFiles.Root, "deps", "LlmAnalytics.Infra.dll"), infra.Location);
        Assert.DoesNotContain(context.Assemblies, assembly => assembly.GetName().Name == "LlmAnalytics.Abstractions");
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, assembly => assembly.GetName().Name is "LlmAnalytics.Infra" or "Confluent.Kafka");
    }

    private static List<string> Loaded() => [.. AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic).Select(assembly => assembly.Location)];
}
