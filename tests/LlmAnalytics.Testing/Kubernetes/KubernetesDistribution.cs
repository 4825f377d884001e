namespace LlmAnalytics.Testing;

/// <summary>The program that starts a Kubernetes API on loopback: <c>shared/kubernetes/bin/cluster</c> beside any folder above the test assembly.</summary>
public static class KubernetesDistribution
{
    private static readonly Lazy<string?> Search = new(Find);

    /// <summary>The program's path; null where there is none.</summary>
    public static string? Program => Search.Value;

    /// <summary>The one file that is API server and kubectl, unpacked by the program's first start; null where there is none.</summary>
    public static string? Kube
    {
        get
        {
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
                ? given
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            var unpacked = new DirectoryInfo(Path.Combine(cache, "llm-analytics"));
            return unpacked.Exists
                ? unpacked.EnumerateDirectories("kubernetes-*").OrderBy(folder => folder.Name, StringComparer.Ordinal).Select(folder => Path.Combine(folder.FullName, "kube")).LastOrDefault(File.Exists)
                : null;
        }
    }

    /// <summary>What a live test shows as the reason of being skipped; null when it has to run.</summary>
    public static string? SkipReason => RedisServers.LiveRequired || (Program is not null && RedisServers.Default.Path is not null)
        ? null
        : $"NOT TESTED AGAINST REAL KUBERNETES: {(Program is null ? $"no folder above {AppContext.BaseDirectory} has shared/kubernetes" : "no redis-server on PATH")}";

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "kubernetes", "bin", "cluster");
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
