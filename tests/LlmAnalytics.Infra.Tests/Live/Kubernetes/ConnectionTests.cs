using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Kubernetes;

/// <summary>The whole way from a kubeconfig to Redis' answers, as the engine goes it.</summary>
public sealed class ConnectionTests(LiveKubernetesFixture fixture) : KubernetesTests(fixture)
{
    [KubernetesFact]
    public async Task The_engine_connects_through_pods_with_the_password_of_their_secret()
    {
        await using var connection = await ConnectAsync(LiveKubernetesFixture.Namespace);
        Assert.Equal(
            ("Kubernetes", "redis/redis-cluster", "sandbox", "PortForward", "default", 6),
            (connection.Source, connection.Target, connection.Context, connection.Transport, connection.User, connection.NodeCount));
    }

    [KubernetesFact]
    public async Task Nothing_that_listens_in_the_pod_is_told_as_such()
    {
        var silent = await Cluster.AddRedisAsync("serverless", 1, "pa55word");
        silent.KillServer(0);
        var problem = await FailsAsync(ErrorIds.RedisConnectionRefused, () => ConnectAsync("serverless"));
        Assert.Contains("Nothing listens on port 6379 in the pod 'redis-cluster-0'", problem.Message, StringComparison.Ordinal);
    }

    [KubernetesFact]
    public async Task A_wrong_password_is_told_as_such() =>
        await FailsAsync(ErrorIds.RedisAuthenticationFailed, () => ConnectAsync(LiveKubernetesFixture.Namespace, new System.Net.NetworkCredential("", "wr0ng")));

    private Task<RedisConnection> ConnectAsync(string space, System.Net.NetworkCredential? credential = null) => new Engine().Redis.ConnectAsync(
        new RedisConnectionRequest { Kubeconfig = Cluster.AdminKubeconfig, Namespace = space, Credential = credential }, new RecordingOperation(), InTime);
}
