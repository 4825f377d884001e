using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kubernetes;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Sandbox.Processes;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Kubernetes;

/// <summary>Every way not to be let in, and the account of a pod.</summary>
public sealed class AccountTests(LiveKubernetesFixture fixture) : KubernetesTests(fixture)
{
    [KubernetesFact]
    public async Task An_expired_certificate() => await RefusedAsync(Cluster.Users.Expired("late"), "(CN=late) expired at");

    [KubernetesFact]
    public async Task A_certificate_of_another_authority() => await RefusedAsync(Cluster.Users.Foreign("stranger"), "issued by 'CN=unrelated-ca'");

    [KubernetesFact]
    public async Task A_wrong_token()
    {
        var problem = await RefusedAsync(Cluster.Users.WithToken("liar", "n0t-a-token"), "token");
        Assert.DoesNotContain("n0t-a-token", problem.ToString(), StringComparison.Ordinal);
    }

    [KubernetesFact]
    public async Task Nothing_listens_at_the_servers_address()
    {
        var port = LoopbackPorts.Take(1)[0];
        await using var pods = Open(Cluster.Users.AdminAt("nowhere", port));
        var problem = await FailsAsync(ErrorIds.KubernetesUnreachable, () => pods.FindAsync(InTime));
        Assert.Equal($"127.0.0.1:{port}", problem.Target);
        Assert.Contains("nothing listens there", problem.Message, StringComparison.Ordinal);
    }

    [KubernetesFact]
    public async Task The_servers_certificate_is_of_an_unknown_authority()
    {
        // Any certificate that did not issue the server's: the server's own, say.
        await using var pods = Open(Cluster.Users.AdminAt("distrustful", Cluster.Port, Path.Combine(Cluster.Folder, "pki", "kubelet.pem")));
        var problem = await FailsAsync(ErrorIds.KubernetesCertificateUntrusted, () => pods.FindAsync(InTime));
        Assert.Contains("(CN=kube-apiserver) was issued by 'CN=sandbox-ca'", problem.Message, StringComparison.Ordinal);
    }

    [KubernetesFact]
    public async Task The_servers_name_is_the_one_that_the_kubeconfig_gives()
    {
        await using var named = Open(Cluster.Users.AdminAt("named", Cluster.Port, serverName: "kubernetes.default.svc"));
        await using (var connection = await named.DialAsync((await named.FindAsync(InTime))[0], InTime))
        {
            await PingAsync(connection);
        }

        await using var misnamed = Open(Cluster.Users.AdminAt("misnamed", Cluster.Port, serverName: "elsewhere.example"));
        var problem = await FailsAsync(ErrorIds.KubernetesCertificateUntrusted, () => misnamed.FindAsync(InTime));
        Assert.Contains("is not for 'elsewhere.example'", problem.Message, StringComparison.Ordinal);
        var place = new NodePlace(Redis.Ip(0), 6379) { Pod = KubernetesTestRedis.Pod(0) };
        await FailsAsync(ErrorIds.KubernetesCertificateUntrusted, () => misnamed.DialAsync(place, InTime));
    }

    [KubernetesFact]
    public async Task A_token_in_a_file_and_a_proxy_lead_to_the_server_and_into_its_pods()
    {
        await using var proxy = new ConnectProxy();
        var token = await Cluster.Users.TokenAsync(LiveKubernetesFixture.Namespace, LiveKubernetesFixture.Operator);
        await File.WriteAllTextAsync(Path.Combine(Cluster.Folder, "renewed.token"), token + "\n");
        var kubeconfig = Cluster.Users.WithToken("renewed", "t");
        await File.WriteAllTextAsync(kubeconfig, (await File.ReadAllTextAsync(kubeconfig))
            .Replace("token: t", "tokenFile: renewed.token", StringComparison.Ordinal).Replace("{server:", $"{{proxy-url: \"http://{proxy.Address}\", server:", StringComparison.Ordinal));

        await using var pods = Open(kubeconfig);
        var places = await pods.FindAsync(InTime);
        Assert.InRange(proxy.Connections, 1, int.MaxValue);
        var before = proxy.Connections;
        await using var connection = await pods.DialAsync(places[0], InTime);
        await PingAsync(connection);
        Assert.InRange(proxy.Connections, before + 1, int.MaxValue);
    }

    [KubernetesFact]
    public async Task In_a_pod_its_account_is_used_and_pods_are_reached_directly()
    {
        var folder = Directory.CreateTempSubdirectory("llm-account-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "token"), await Cluster.Users.TokenAsync(LiveKubernetesFixture.Namespace, LiveKubernetesFixture.Operator));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "namespace"), LiveKubernetesFixture.Namespace);
            File.Copy(Path.Combine(Cluster.Folder, "pki", "ca.pem"), Path.Combine(folder.FullName, "ca.crt"));
            var account = new InClusterAccount(name => name == "KUBERNETES_SERVICE_HOST" ? "127.0.0.1" : Cluster.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), folder.FullName);
            await using var pods = PodNodes.Create(
                new RedisConnectionRequest(), new RecordingOperation(), new KubeconfigLocator(_ => null, folder.FullName), account, KubernetesApi.DefaultPatience);
            Assert.Equal(("in-cluster", "redis/redis-cluster", null), (pods.Description.Context, pods.Description.Target, pods.Description.Transport));
            await using var connection = await pods.DialAsync((await pods.FindAsync(InTime))[4], InTime);
            await PingAsync(connection);
            Assert.Equal("Direct", pods.Description.Transport);
            Assert.Equal(Redis.Password, (await pods.FindPasswordAsync(InTime)).Value);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<Problem> RefusedAsync(string kubeconfig, string said)
    {
        await using var pods = Open(kubeconfig);
        var problem = await FailsAsync(ErrorIds.KubernetesAuthenticationFailed, () => pods.FindAsync(InTime));
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        await using var again = Open(kubeconfig);
        var place = new NodePlace(Redis.Ip(0), 6379) { Pod = KubernetesTestRedis.Pod(0) };
        Assert.Contains(said, (await FailsAsync(ErrorIds.KubernetesAuthenticationFailed, () => again.DialAsync(place, InTime))).Message, StringComparison.Ordinal);
        return problem;
    }
}
