using System.Reflection;

namespace LlmAnalytics.PowerShell.Tests.Hosting;

/// <summary>The assembled module.</summary>
internal static class ModuleFiles
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(
        typeof(ModuleFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ModuleOutput").Value!));

    /// <summary>Its manifest.</summary>
    public static string Manifest { get; } = Path.Combine(Root, "LlmAnalytics.psd1");
}
