using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Kubernetes;

/// <summary>The API with three StatefulSets and the users that the tests are.</summary>
public sealed class LiveKubernetesFixture : KubernetesClusterFixture
{
    internal const string Namespace = "redis";

    /// <summary>Where the pods are that become a cluster.</summary>
    internal const string ClusterNamespace = "cluster";

    /// <summary>All that the documentation asks for, and no more.</summary>
    internal const string Operator = "operator";

    internal const string Nobody = "nobody";
    internal const string PodReader = "pod-reader";
    internal const string ForwardGetter = "forward-getter";
    internal const string ForwardCreator = "forward-creator";

    /// <summary>Neither secrets nor nodes.</summary>
    internal const string Bare = "bare";

    private KubernetesTestRedis? _redis;
    private KubernetesTestRedis? _faults;
    private KubernetesTestRedis? _joined;

    internal KubernetesTestRedis Redis => _redis!;

    internal KubernetesTestRedis Faults => _faults!;

    internal KubernetesTestRedis Joined => _joined!;

    /// <inheritdoc/>
    protected override async Task PrepareAsync(KubernetesTestCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var faults = cluster.AddRedisAsync("faults", 3, "pa55word");
        var joined = cluster.AddRedisAsync(ClusterNamespace, 6, "pa55word");
        _redis = await cluster.AddRedisAsync(Namespace, 6, "pa55word");
        await cluster.Users.AddAsync(
            Namespace,
            (Operator, ""),
            (Nobody, ""),
            (PodReader, "list:pods"),
            (ForwardGetter, "list:pods;get:pods/portforward"),
            (ForwardCreator, "list:pods;create:pods/portforward"),
            (Bare, "list:pods;get,create:pods/portforward"));
        await cluster.KubectlAsync("-n", Namespace, "apply", "-f", DocumentedRights());
        await cluster.Users.BindAsync(Namespace, Operator, "llm-redis", "llm-redis-zones");
        _faults = await faults;
        _joined = await joined;
        await cluster.KubectlAsync("-n", ClusterNamespace, "apply", "-f", DocumentedRights());
        await cluster.KubectlAsync("-n", ClusterNamespace, "create", "rolebinding", "llm-redis", "--role", "llm-redis", "--serviceaccount", $"{Namespace}:{Operator}");
    }

    private static string DocumentedRights()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "docs", "guides", "redis-rbac.yaml");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new DirectoryNotFoundException("docs/guides is not above the tests.");
    }
}
