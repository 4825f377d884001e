using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace LlmAnalytics.Sandbox.Redis;

/// <summary>Loads the embedded servers from <c>deps/</c> on first use, once a process, in a load context of their own: their packages meet no others.</summary>
internal sealed class EmbeddedRedisLoader : AssemblyLoadContext
{
    private const string EntryAssembly = "LlmAnalytics.Sandbox.Garnet.dll";
    private const string EntryType = "LlmAnalytics.Sandbox.Garnet.GarnetServers";
    private static readonly Assembly Shared = typeof(IEmbeddedRedis).Assembly;
    private static readonly Lazy<IEmbeddedRedis> Loaded = new(Load);
    private readonly AssemblyDependencyResolver _resolver;

    private EmbeddedRedisLoader(string entryAssembly)
        : base("LlmAnalytics.Sandbox") => _resolver = new AssemblyDependencyResolver(entryAssembly);

    /// <summary>The embedded servers.</summary>
    /// <exception cref="SandboxException">They can't be loaded: the installation is broken.</exception>
    public static IEmbeddedRedis Servers => Loaded.Value;

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == Shared.GetName().Name ? Shared
        : _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path)
        : null;

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path && NativeLibrary.TryLoad(path, out var handle) ? handle : IntPtr.Zero;

    private static IEmbeddedRedis Load()
    {
        var path = Path.Combine(Path.GetDirectoryName(Shared.Location)!, "deps", EntryAssembly);
        try
        {
            var assembly = new EmbeddedRedisLoader(path).LoadFromAssemblyPath(path);
            return (IEmbeddedRedis)Activator.CreateInstance(assembly.GetType(EntryType, throwOnError: true)!)!;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException or InvalidOperationException)
        {
            throw new SandboxException("GarnetNotLoadable", $"Garnet can't be loaded from {path}: {e.Message}", "Install the module anew, or install redis-server and use -Redis Server.", e);
        }
    }
}
