namespace LlmAnalytics.Engine;

public static partial class ErrorIds
{
    // Reaching Redis nodes.

    /// <summary>Nothing listens at the node's address.</summary>
    public const string RedisConnectionRefused = nameof(RedisConnectionRefused);

    /// <summary>The node's host name could not be resolved.</summary>
    public const string RedisHostNotFound = nameof(RedisHostNotFound);

    /// <summary>The network has no way to the node's address.</summary>
    public const string RedisHostUnreachable = nameof(RedisHostUnreachable);

    /// <summary>The node accepts connections and stays silent: frozen, busy, or something in between swallows the traffic.</summary>
    public const string RedisNodeNotResponding = nameof(RedisNodeNotResponding);

    /// <summary>The node closed the connection, or the network broke it.</summary>
    public const string RedisConnectionClosed = nameof(RedisConnectionClosed);

    /// <summary>What listens at the address doesn't speak Redis' protocol.</summary>
    public const string RedisNotAServer = nameof(RedisNotAServer);

    /// <summary>The node refused user or password.</summary>
    public const string RedisAuthenticationFailed = nameof(RedisAuthenticationFailed);

    /// <summary>The node asks for a password and none was given.</summary>
    public const string RedisAuthenticationRequired = nameof(RedisAuthenticationRequired);

    /// <summary>The node knows the user, whose ACL doesn't allow the command; the message says which.</summary>
    public const string RedisAuthorizationFailed = nameof(RedisAuthorizationFailed);

    /// <summary>The TLS handshake failed: an untrusted, expired or wrongly named certificate, or a port without TLS; the message says which.</summary>
    public const string RedisTlsFailed = nameof(RedisTlsFailed);

    /// <summary>The port speaks TLS and was spoken to in plain text.</summary>
    public const string RedisNodeExpectsTls = nameof(RedisNodeExpectsTls);

    /// <summary>The node answered with an error of its own; the message holds it.</summary>
    public const string RedisServerError = nameof(RedisServerError);

    /// <summary>A parameter or environment variable that describes the connection can't be used.</summary>
    public const string RedisSettingInvalid = nameof(RedisSettingInvalid);

    /// <summary>A certificate or key file can't be read.</summary>
    public const string RedisFileUnreadable = nameof(RedisFileUnreadable);

    /// <summary>The connection object given was closed.</summary>
    public const string RedisConnectionDisposed = nameof(RedisConnectionDisposed);

    // Kubernetes.

    /// <summary>There is no kubeconfig and no account of a pod.</summary>
    public const string KubeconfigNotFound = nameof(KubeconfigNotFound);

    /// <summary>The kubeconfig, or a file that it names, can't be read or is malformed.</summary>
    public const string KubeconfigInvalid = nameof(KubeconfigInvalid);

    /// <summary>The kubeconfig has no such context.</summary>
    public const string KubernetesContextNotFound = nameof(KubernetesContextNotFound);

    /// <summary>The API server can't be reached, or doesn't answer.</summary>
    public const string KubernetesUnreachable = nameof(KubernetesUnreachable);

    /// <summary>The API server's certificate can't be trusted.</summary>
    public const string KubernetesCertificateUntrusted = nameof(KubernetesCertificateUntrusted);

    /// <summary>The API server doesn't accept the certificate or token: expired, foreign or wrong; the message says which where it can be known.</summary>
    public const string KubernetesAuthenticationFailed = nameof(KubernetesAuthenticationFailed);

    /// <summary>The API server knows the user, who lacks a verb on a resource; the message names both.</summary>
    public const string KubernetesAuthorizationFailed = nameof(KubernetesAuthorizationFailed);

    /// <summary>The API server answered with an error of its own.</summary>
    public const string KubernetesServerError = nameof(KubernetesServerError);

    /// <summary>No pod matches the selector in the namespace.</summary>
    public const string KubernetesPodsNotFound = nameof(KubernetesPodsNotFound);

    /// <summary>The secret, or its key, doesn't exist.</summary>
    public const string KubernetesSecretNotFound = nameof(KubernetesSecretNotFound);

    /// <summary>A pod is not ready; the message says why.</summary>
    public const string KubernetesPodNotReady = nameof(KubernetesPodNotReady);

    // Redis clusters.

    /// <summary>A node is not in cluster mode.</summary>
    public const string RedisClusterModeOff = nameof(RedisClusterModeOff);

    /// <summary>There are fewer nodes than asked for, or more, or too few for three masters.</summary>
    public const string RedisNodeCountInvalid = nameof(RedisNodeCountInvalid);

    /// <summary>Nodes did not become ready in time; the message names each with its reason.</summary>
    public const string RedisNodesNotReady = nameof(RedisNodesNotReady);

    /// <summary>Nodes can't take part in a new cluster: they hold keys, belong to another cluster, differ in version or authentication. Every problem of every node is listed.</summary>
    public const string RedisPreflightFailed = nameof(RedisPreflightFailed);

    /// <summary>A step of the initialization failed; a new run goes on from there.</summary>
    public const string RedisInitializationFailed = nameof(RedisInitializationFailed);

    /// <summary>No node of the cluster answers, or none is named so.</summary>
    public const string RedisNodeNotFound = nameof(RedisNodeNotFound);
}
