using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Kubernetes;

/// <summary>Pods, their zones, their readiness and their password, as a real API server tells them.</summary>
public sealed class FindingTests(LiveKubernetesFixture fixture) : KubernetesTests(fixture)
{
    [KubernetesFact]
    public async Task Pods_come_with_address_node_and_zone_in_the_order_of_their_ordinals()
    {
        await using var pods = Open();
        var places = await pods.FindAsync(InTime);
        Assert.Equal(Enumerable.Range(0, Redis.Replicas).Select(KubernetesTestRedis.Pod), places.Select(place => place.Pod));
        Assert.Equal(Enumerable.Range(0, Redis.Replicas).Select(index => $"{Redis.Ip(index)}:6379"), places.Select(place => place.Address));
        Assert.All(places, place => Assert.StartsWith("node-", place.KubernetesNode, StringComparison.Ordinal));
        Assert.Equal(["zone-a", "zone-b", "zone-c"], places.Select(place => place.Zone).Distinct().Order(StringComparer.Ordinal));
        Assert.All(places, place => Assert.Null(place.NotReady));
        Assert.Equal(new SourceDescription("Kubernetes", "redis/redis-cluster", "sandbox", PodNodes.DefaultSelector, "PortForward"), pods.Description);
    }

    [KubernetesFact]
    public async Task A_pod_is_recognized_by_its_address_and_its_name()
    {
        await using var pods = Open();
        await pods.FindAsync(InTime);
        Assert.Equal((KubernetesTestRedis.Pod(2), 7000), (pods.Locate(Redis.Ip(2), 7000)!.Pod, pods.Locate(Redis.Ip(2), 7000)!.Port));
        Assert.Equal(KubernetesTestRedis.Pod(1), pods.Locate("redis-cluster-1.redis-cluster.redis.svc.cluster.local", 6379)!.Pod);
        Assert.Null(pods.Locate(Redis.FreeIp(0), 6379));
        Assert.Null(pods.Locate("redis-cluster-11", 6379));
    }

    [KubernetesFact]
    public async Task The_password_is_in_the_usual_secret_or_in_one_that_is_named()
    {
        var operation = new RecordingOperation();
        await using var usual = Open(operation: operation);
        Assert.Equal(Redis.Password, (await usual.FindPasswordAsync(InTime)).Value);
        Assert.DoesNotContain(operation.VerboseLines, line => line.Contains(Redis.Password, StringComparison.Ordinal));

        await using var named = Open(change: request => request with { PasswordSecret = "redis-auth/password" });
        Assert.Equal(Redis.Password, (await named.FindPasswordAsync(InTime)).Value);

        await using var elsewhere = Open(change: request => request with { Namespace = "default" });
        Assert.Null((await elsewhere.FindPasswordAsync(InTime)).Value);
    }

    [KubernetesTheory]
    [InlineData("no-such-secret/password", "no-such-secret")]
    [InlineData("redis-auth/no-such-key", "'password'")]
    public async Task A_named_secret_that_does_not_exist_is_an_error(string secret, string said)
    {
        await using var pods = Open(change: request => request with { PasswordSecret = secret });
        var problem = await FailsAsync(ErrorIds.KubernetesSecretNotFound, () => pods.FindPasswordAsync(InTime));
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [KubernetesTheory]
    [InlineData("no-such-namespace", null, null, "no-such-namespace")]
    [InlineData("redis", "app=other", null, "app=other")]
    [InlineData("redis", null, "other-service", "'redis-cluster'")]
    public async Task No_pods(string space, string? selector, string? service, string said)
    {
        await using var pods = Open(change: request => request with { Namespace = space, Selector = selector, ServiceName = service });
        var problem = await FailsAsync(ErrorIds.KubernetesPodsNotFound, () => pods.FindAsync(InTime));
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.Contains(space, problem.Message, StringComparison.Ordinal);
    }

    [KubernetesFact]
    public async Task A_pod_that_is_not_ready_says_why()
    {
        await Faults.PatchStatusAsync(0, """{"conditions":[{"type":"Ready","status":"False","reason":"ContainersNotReady"}],"containerStatuses":[{"name":"redis","image":"redis:7","imageID":"","ready":false,"restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff","message":"back-off 40s restarting"}}}]}""");
        await Cluster.ApplyAsync("""
            apiVersion: v1
            kind: Pod
            metadata: {name: redis-cluster-late, namespace: faults, labels: {app.kubernetes.io/name: redis, app.kubernetes.io/component: cluster}}
            spec: {subdomain: redis-cluster, nodeSelector: {disk: none}, containers: [{name: redis, image: "redis:7"}]}
            """);
        await using var pods = Open(change: request => request with { Namespace = Faults.Namespace });
        var places = await pods.FindAsync(InTime);
        Assert.Equal("has a container 'redis' that waits (CrashLoopBackOff: back-off 40s restarting)", places[0].NotReady);
        // The scheduler takes a moment to find that no node fits.
        var deadline = InTime;
        while (places[^1].NotReady is not { } why || !why.StartsWith("is not scheduled (Unschedulable", StringComparison.Ordinal))
        {
            deadline.ThrowIfCancellationRequested();
            places = await pods.FindAsync(InTime);
        }

        var problem = await FailsAsync(ErrorIds.KubernetesPodNotReady, () => pods.DialAsync(places[^1], InTime));
        Assert.Contains("redis-cluster-late", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Unschedulable", problem.Message, StringComparison.Ordinal);
    }
}
