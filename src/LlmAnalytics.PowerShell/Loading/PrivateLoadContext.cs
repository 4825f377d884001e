using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Loading;

/// <summary>
/// The load context of <c>deps/</c>: the engine and every package it needs, apart from whatever versions PowerShell or other modules have loaded.
/// </summary>
/// <remarks>
/// Resolution follows <c>LlmAnalytics.Infra.deps.json</c>, native libraries included: PowerShell's own handler for those serves the default context alone
/// and doesn't know <c>runtimes/&lt;rid&gt;/native</c>.
/// </remarks>
internal sealed class PrivateLoadContext : AssemblyLoadContext
{
    private static readonly Assembly Shared = typeof(IEngine).Assembly;
    private readonly AssemblyDependencyResolver _resolver;

    /// <summary>Creates the context.</summary>
    /// <param name="entryAssembly">The full path of the engine's assembly, with its <c>.deps.json</c> beside it.</param>
    public PrivateLoadContext(string entryAssembly)
        : base("LlmAnalytics") => _resolver = new AssemblyDependencyResolver(entryAssembly);

    /// <summary>
    /// Hands the shared contract over as the one that this assembly is bound to, whatever path it came from: a second copy would define every record anew.
    /// Null leaves the framework's assemblies to the default context.
    /// </summary>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == Shared.GetName().Name ? Shared
        : _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFastest(path)
        : null;

    /// <summary>Loads an assembly of <c>deps/</c>: its build with code for this platform and runtime where the module has one, else the portable one.</summary>
    public Assembly LoadFastest(string portable)
    {
        var compiled = Path.Combine(Path.GetDirectoryName(portable)!, $"net{Environment.Version.Major}.0", RuntimeInformation.RuntimeIdentifier, Path.GetFileName(portable));
        return LoadFromAssemblyPath(File.Exists(compiled) ? compiled : portable);
    }

    /// <summary>Answers zero where the library can't be loaded: librdkafka's binding then tries its other builds by name.</summary>
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path && NativeLibrary.TryLoad(path, out var handle) ? handle : IntPtr.Zero;
}
