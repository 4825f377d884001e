using System.Runtime.Loader;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("LlmAnalytics.PowerShell.Tests.Hosting.ModuleTestFramework", "LlmAnalytics.PowerShell.Tests")]
[assembly: CollectionBehavior(DisableTestParallelization = true)] // one engine a process, which each test class replaces

namespace LlmAnalytics.PowerShell.Tests.Hosting;

/// <summary>
/// Leads .NET to the cmdlets' assembly in the assembled module before xunit looks at the types of this assembly: the tests then talk to the very assembly that
/// <c>Import-Module</c> loads.
/// </summary>
public sealed class ModuleTestFramework : XunitTestFramework
{
    public ModuleTestFramework(IMessageSink messageSink)
        : base(messageSink) => AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == "LlmAnalytics.PowerShell" ? context.LoadFromAssemblyPath(Path.Combine(ModuleFiles.Root, "LlmAnalytics.PowerShell.dll")) : null;
}
