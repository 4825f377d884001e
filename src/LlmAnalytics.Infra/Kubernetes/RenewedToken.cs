using System.Net.Http.Headers;
using k8s.Authentication;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>A kubeconfig's <c>tokenFile</c>: whoever renews it doesn't tell, and it is small, so that each request reads it.</summary>
/// <param name="path">The file.</param>
/// <param name="kubeconfig">The kubeconfig, for messages.</param>
internal sealed class RenewedToken(string path, string kubeconfig) : ITokenProvider
{
    /// <exception cref="LlmAnalytics.Engine.ProblemException">The file can't be read any more.</exception>
    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)).Trim());
        }
        catch (Exception e) when (KubeconfigProblems.IsFileProblem(e))
        {
            throw KubeconfigProblems.FileRefused(kubeconfig, "token at", path, e);
        }
    }
}
