using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Authentication;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>The service account of the pod that this process runs in.</summary>
/// <param name="GetVariable">The environment, which names the API server.</param>
/// <param name="Folder">Where the kubelet mounts token, certificate and namespace.</param>
internal sealed record InClusterAccount(Func<string, string?> GetVariable, string Folder)
{
    /// <summary>What a connection shows as its context.</summary>
    public const string Name = "in-cluster";

    public static InClusterAccount OfProcess { get; } = new(Environment.GetEnvironmentVariable, "/var/run/secrets/kubernetes.io/serviceaccount");

    /// <summary>Whether this process runs in a pod with an account.</summary>
    public bool Exists => Host is { Length: > 0 } && File.Exists(TokenPath) && File.Exists(AuthorityPath);

    private string? Host => GetVariable("KUBERNETES_SERVICE_HOST");

    private string TokenPath => Path.Combine(Folder, "token");

    private string AuthorityPath => Path.Combine(Folder, "ca.crt");

    private string NamespacePath => Path.Combine(Folder, "namespace");

    public KubernetesTarget ToTarget()
    {
        try
        {
            var space = File.Exists(NamespacePath) ? File.ReadAllText(NamespacePath).Trim() : "";
            return new KubernetesTarget(Name, space.Length > 0 ? space : KubeconfigContext.DefaultNamespace, _ => Task.FromResult(Configure()));
        }
        catch (Exception e) when (KubeconfigProblems.IsFileProblem(e))
        {
            throw KubeconfigProblems.FileRefused(Folder, "file", NamespacePath, e);
        }
    }

    private KubernetesClientConfiguration Configure()
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(AuthorityPath);
            var port = int.TryParse(GetVariable("KUBERNETES_SERVICE_PORT"), System.Globalization.CultureInfo.InvariantCulture, out var given) ? given : 443;
            return new KubernetesClientConfiguration
            {
                Host = new UriBuilder(Uri.UriSchemeHttps, Host!, port).ToString(),
                // The kubelet renews the token: the provider reads the file again each minute.
                TokenProvider = new TokenFileAuth(TokenPath),
                SslCaCerts = authorities,
            };
        }
        catch (Exception e) when (KubeconfigProblems.IsFileProblem(e) || e is CryptographicException)
        {
            throw KubeconfigProblems.FileRefused(Folder, "file", AuthorityPath, e);
        }
    }
}
