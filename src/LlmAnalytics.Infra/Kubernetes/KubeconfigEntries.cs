using k8s.KubeConfigModels;
using YamlDotNet.Serialization;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>A user's credentials with what the library's model leaves out.</summary>
internal sealed class KubeconfigCredentials : UserCredentials
{
    /// <summary>A file with the token, which others renew. Goes before <see cref="UserCredentials.Token"/>, as kubectl has it.</summary>
    [YamlMember(Alias = "tokenFile", ApplyNamingConventions = false)]
    public string? TokenFile { get; set; }
}

/// <summary>A cluster's address with what the library's model leaves out.</summary>
internal sealed class KubeconfigEndpoint : ClusterEndpoint
{
    /// <summary>The proxy in front of the API server: http, https or socks5. Null for the environment's.</summary>
    [YamlMember(Alias = "proxy-url", ApplyNamingConventions = false)]
    public string? ProxyUrl { get; set; }
}
