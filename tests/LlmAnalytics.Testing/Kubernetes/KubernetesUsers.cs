using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LlmAnalytics.Testing;

/// <summary>Accounts of a cluster: certificates of its authority or of another, valid or expired, and the rights that they have.</summary>
public sealed class KubernetesUsers
{
    private readonly KubernetesTestCluster cluster;

    internal KubernetesUsers(KubernetesTestCluster cluster) => this.cluster = cluster;

    private string AuthorityPath => Path.Combine(cluster.Folder, "pki", "ca.pem");

    /// <summary>Makes users and their rights, all in one step.</summary>
    /// <param name="space">The namespace of the rights.</param>
    /// <param name="users">Each one's name and rules in that namespace, as <c>list:pods;get,create:pods/portforward</c>; <c>get:nodes</c> is granted cluster-wide.</param>
    public Task AddAsync(string space, params (string Name, string Rules)[] users)
    {
        var manifests = new StringBuilder();
        foreach (var (name, rules) in users)
        {
            WriteKubeconfig(name, Certificate(name, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1)));
            var parsed = rules.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(rule => rule.Split(':')).ToList();
            Grant(manifests, "Role", name, $"namespace: {space}", parsed.Where(rule => rule[1] != "nodes"));
            Grant(manifests, "ClusterRole", name, "labels: {}", parsed.Where(rule => rule[1] == "nodes"));
        }

        return cluster.ApplyAsync(manifests.ToString());
    }

    /// <summary>A kubeconfig made by <see cref="AddAsync"/>.</summary>
    public string Kubeconfig(string name) => Path.Combine(cluster.Folder, $"{name}.kubeconfig");

    /// <summary>A user whose certificate ended yesterday.</summary>
    public string Expired(string name) => WriteKubeconfig(name, Certificate(name, DateTimeOffset.UtcNow.AddDays(-3), DateTimeOffset.UtcNow.AddDays(-1)));

    /// <summary>A user whose certificate an unrelated authority issued.</summary>
    public string Foreign(string name)
    {
        using var key = RSA.Create(2048);
        using var authority = new CertificateRequest("CN=unrelated-ca", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return WriteKubeconfig(name, Certificate(name, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), authority));
    }

    /// <summary>A kubeconfig with a token, for the API server or another address in front of it.</summary>
    public string WithToken(string name, string token, int? port = null) => Write(name, $"token: {token}", port ?? cluster.Port, AuthorityPath);

    /// <summary>A kubeconfig of the administrator's account for another port, or with another authority.</summary>
    public string AdminAt(string name, int port, string? authority = null) => Write(
        name, $"client-certificate: {Path.Combine(cluster.Folder, "pki", "admin.pem")}, client-key: {Path.Combine(cluster.Folder, "pki", "admin.key")}", port, authority ?? AuthorityPath);

    /// <summary>A token for a service account, which gets the user's rights in the namespace.</summary>
    public async Task<string> TokenAsync(string space, string user)
    {
        await cluster.ApplyAsync($$"""
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: {{user}}, namespace: {{space}}}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: account-{{user}}, namespace: {{space}}}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: {{user}}}
            subjects: [{kind: ServiceAccount, name: {{user}}, namespace: {{space}}}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: account-{{user}}}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {{user}}}
            subjects: [{kind: ServiceAccount, name: {{user}}, namespace: {{space}}}]
            """);
        return (await cluster.KubectlAsync("-n", space, "create", "token", user)).Trim();
    }

    private static void Grant(StringBuilder manifests, string kind, string name, string metadata, IEnumerable<string[]> rules)
    {
        var lines = rules.Select(rule => $"  - {{apiGroups: [''], verbs: [{rule[0]}], resources: [{rule[1]}]}}\n").ToList();
        if (lines.Count > 0)
        {
            manifests.Append($$"""
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: {{kind}}
                metadata: {name: {{name}}, {{metadata}}}
                rules:
                {{string.Concat(lines)}}---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: {{kind}}Binding
                metadata: {name: {{name}}, {{metadata}}}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: {{kind}}, name: {{name}}}
                subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: {{name}}}]

                """);
        }
    }

    private (string Certificate, string Key) Certificate(string name, DateTimeOffset from, DateTimeOffset to, X509Certificate2? authority = null)
    {
        using var own = authority is null ? X509Certificate2.CreateFromPemFile(AuthorityPath, Path.Combine(cluster.Folder, "pki", "ca.key")) : null;
        var issuer = authority ?? own!;
        using var issuerKey = issuer.GetRSAPrivateKey()!;
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        // With a generator of its own the request takes a time before the authority's, which was made a moment ago.
        using var issued = request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForRSA(issuerKey, RSASignaturePadding.Pkcs1), from, to, RandomNumberGenerator.GetBytes(16));
        return (issued.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private string WriteKubeconfig(string name, (string Certificate, string Key) pair)
    {
        var (certificate, key) = (Path.Combine(cluster.Folder, "pki", $"{name}.pem"), Path.Combine(cluster.Folder, "pki", $"{name}.key"));
        File.WriteAllText(certificate, pair.Certificate);
        File.WriteAllText(key, pair.Key);
        return Write(name, $"client-certificate: {certificate}, client-key: {key}", cluster.Port, AuthorityPath);
    }

    private string Write(string name, string user, int port, string authority)
    {
        var path = Kubeconfig(name);
        File.WriteAllText(path, $$"""
            apiVersion: v1
            kind: Config
            current-context: {{name}}
            clusters: [{name: sandbox, cluster: {server: "https://127.0.0.1:{{port}}", certificate-authority: {{authority}} } }]
            users: [{name: {{name}}, user: { {{user}} } }]
            contexts: [{name: {{name}}, context: {cluster: sandbox, user: {{name}}, namespace: redis} }]

            """);
        return path;
    }
}
