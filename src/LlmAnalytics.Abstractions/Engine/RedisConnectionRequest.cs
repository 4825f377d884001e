using System.Net;

namespace LlmAnalytics.Engine;

/// <summary>
/// What a caller gave to describe the way to Redis nodes, unresolved. The engine adds the environment (<c>REDIS_NODES</c>, <c>REDISCLI_AUTH</c>) and the
/// defaults. Nodes and Kubernetes exclude each other.
/// </summary>
public sealed record RedisConnectionRequest
{
    /// <summary>Addresses as <c>host:port</c>; null or empty where not given. The port is 6379 where none is given.</summary>
    public IReadOnlyList<string>? Nodes { get; init; }

    /// <summary>The Kubernetes namespace; null for the context's.</summary>
    public string? Namespace { get; init; }

    /// <summary>The headless Service of the StatefulSet; null for <c>redis-cluster</c>.</summary>
    public string? ServiceName { get; init; }

    /// <summary>The label selector of the pods; null for <c>app.kubernetes.io/name=redis,app.kubernetes.io/component=cluster</c>.</summary>
    public string? Selector { get; init; }

    /// <summary>The kubeconfig's context; null for its current one.</summary>
    public string? Context { get; init; }

    /// <summary>The full path of a kubeconfig; null for <c>KUBECONFIG</c>, <c>~/.kube/config</c>, the account of a pod, in this order.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>How pods are reached: <c>Auto</c>, <c>Direct</c> (TCP to the pod's address) or <c>PortForward</c> (through the API server).</summary>
    public string Transport { get; init; } = "Auto";

    /// <summary>The Redis user (empty for the default one) and password; null where not given.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>The secret that holds the password, as <c>name/key</c>; null for <c>redis-auth/password</c> where that exists.</summary>
    public string? PasswordSecret { get; init; }

    /// <summary>Whether to speak TLS to the nodes.</summary>
    public bool Tls { get; init; }

    /// <summary>The full path of a PEM file with the authorities to trust; null for the system's.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>The full path of the client's certificate, PEM or PKCS#12; null for none.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>The full path of the client's key in PEM; null where the certificate's file holds it.</summary>
    public string? ClientKey { get; init; }

    /// <summary>The name that the nodes' certificates must hold; null for the host that is connected to.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>True where anything of Kubernetes was given.</summary>
    public bool NamesKubernetes =>
        Namespace is not null || ServiceName is not null || Selector is not null || Context is not null || Kubeconfig is not null || PasswordSecret is not null;

    /// <summary>True where nothing was given: environment and defaults describe the connection alone.</summary>
    public bool IsEmpty => Nodes is not { Count: > 0 } && !NamesKubernetes && Credential is null && !Tls && Transport == "Auto";
}
