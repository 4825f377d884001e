using k8s;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>An API server and the account to use there, found without any request.</summary>
/// <param name="Context">The kubeconfig's context; <see cref="InClusterAccount.Name"/> for the account of a pod.</param>
/// <param name="Namespace">The context's namespace, or <c>default</c>.</param>
/// <param name="ConfigureAsync">Makes the client's configuration; runs the kubeconfig's credential plugin where it has one.</param>
internal sealed record KubernetesTarget(string Context, string Namespace, Func<CancellationToken, Task<KubernetesClientConfiguration>> ConfigureAsync)
{
    /// <summary>True for the account of the pod that this process runs in.</summary>
    public bool IsInCluster => Context == InClusterAccount.Name;

    /// <summary>Finds the target: the kubeconfigs of <see cref="KubeconfigLocator"/>, else the account of a pod.</summary>
    /// <param name="kubeconfig">The path given by the caller; null for none.</param>
    /// <param name="context">The context given by the caller; null for the current one.</param>
    /// <param name="locator">Where kubeconfigs are looked for.</param>
    /// <param name="account">The account of a pod.</param>
    /// <exception cref="LlmAnalytics.Engine.ProblemException">There is none, or it can't be used.</exception>
    public static KubernetesTarget Find(string? kubeconfig, string? context, KubeconfigLocator locator, InClusterAccount account)
    {
        var paths = locator.Find(kubeconfig);
        if (paths.Count > 0)
        {
            return KubeconfigContext.Choose(KubeconfigReader.Read(paths), context, string.Join(Path.PathSeparator, paths));
        }

        return context is null && account.Exists ? account.ToTarget() : throw locator.Nothing();
    }

    public override string ToString() => $"context {Context}, namespace {Namespace}";
}
