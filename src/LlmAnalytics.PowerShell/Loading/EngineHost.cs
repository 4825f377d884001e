using System.Reflection;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Errors;

namespace LlmAnalytics.PowerShell.Loading;

/// <summary>
/// The engine, loaded from <c>deps/</c> on first use, once a process: its load context is not collectible (librdkafka can't be unloaded), so a module that is
/// imported anew finds the engine it had.
/// </summary>
internal static class EngineHost
{
    private const string EntryAssembly = "LlmAnalytics.Infra.dll";
    private const string EntryType = "LlmAnalytics.Infra.Engine";
    private static readonly Lazy<IEngine> Loaded = new(Load);
    private static IEngine? _replacement;

    /// <summary>The engine.</summary>
    /// <exception cref="ProblemException">The installation is broken: <c>deps/</c> lacks the engine, or it can't be loaded.</exception>
    public static IEngine Engine => _replacement ?? Loaded.Value;

    /// <summary>Puts another engine in place of the one in <c>deps/</c>, or with null that one back: the way in for tests of the cmdlets.</summary>
    internal static void Use(IEngine? engine) => _replacement = engine;

    /// <summary>
    /// Beside the assembly that runs, not beside the manifest that was imported: a second copy of the module at another path is the same assembly to .NET,
    /// and must get the dependencies that it was built with.
    /// </summary>
    private static IEngine Load()
    {
        var home = Path.GetDirectoryName(typeof(EngineHost).Assembly.Location)!;
        var path = Path.Combine(home, "deps", EntryAssembly);
        try
        {
            var assembly = new PrivateLoadContext(path).LoadFastest(path);
            return (IEngine)Activator.CreateInstance(assembly.GetType(EntryType, throwOnError: true)!)!;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException or InvalidOperationException or TargetInvocationException)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            throw new ProblemException(CommandProblems.EngineNotLoadable(path, cause.Message), cause);
        }
    }
}
