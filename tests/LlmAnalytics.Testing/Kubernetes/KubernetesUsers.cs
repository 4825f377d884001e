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
    /// <param name="users">Each one's name and rules in that namespace, as <c>list:pods;get,create:pods/portforward</c>; empty for none.</param>
    public Task AddAsync(string space, params (string Name, string Rules)[] users)
    {
        var manifests = new StringBuilder();
        foreach (var (name, rules) in users)
        {
            WriteKubeconfig(name, Certificate(name, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1)));
            Grant(manifests, space, name, rules.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(rule => rule.Split(':')));
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
    public string AdminAt(string name, int port, string? authority = null, string? serverName = null) => Write(
        name, $"client-certificate: {Path.Combine(cluster.Folder, "pki", "admin.pem")}, client-key: {Path.Combine(cluster.Folder, "pki", "admin.key")}", port, authority ?? AuthorityPath, serverName);

    /// <summary>Gives a user, and the service account of that name, roles that exist.</summary>
    public Task BindAsync(string space, string user, string role, string clusterRole) => cluster.ApplyAsync($$"""
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: {{user}}, namespace: {{space}}}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: bound-{{user}}, namespace: {{space}}}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: {{role}}}
        subjects: [{kind: ServiceAccount, name: {{user}}, namespace: {{space}}}, {apiGroup: rbac.authorization.k8s.io, kind: User, name: {{user}}}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: bound-{{user}}}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {{clusterRole}}}
        subjects: [{kind: ServiceAccount, name: {{user}}, namespace: {{space}}}, {apiGroup: rbac.authorization.k8s.io, kind: User, name: {{user}}}]
        """);

    /// <summary>A token of a service account.</summary>
    public async Task<string> TokenAsync(string space, string account) => (await cluster.KubectlAsync("-n", space, "create", "token", account)).Trim();

    private static void Grant(StringBuilder manifests, string space, string name, IEnumerable<string[]> rules)
    {
        var lines = rules.Select(rule => $"  - {{apiGroups: [''], verbs: [{rule[0]}], resources: [{rule[1]}]}}\n").ToList();
        if (lines.Count > 0)
        {
            manifests.Append($$"""
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: {{name}}, namespace: {{space}}}
                rules:
                {{string.Concat(lines)}}---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: {{name}}, namespace: {{space}}}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: {{name}}}
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

    private string Write(string name, string user, int port, string authority, string? serverName = null)
    {
        var path = Kubeconfig(name);
        File.WriteAllText(path, $$"""
            apiVersion: v1
            kind: Config
            current-context: {{name}}
            clusters: [{name: sandbox, cluster: {server: "https://127.0.0.1:{{port}}", certificate-authority: {{authority}}{{(serverName is null ? "" : $", tls-server-name: {serverName}")}} } }]
            users: [{name: {{name}}, user: { {{user}} } }]
            contexts: [{name: {{name}}, context: {cluster: sandbox, user: {{name}}, namespace: redis} }]

            """);
        return path;
    }
}
