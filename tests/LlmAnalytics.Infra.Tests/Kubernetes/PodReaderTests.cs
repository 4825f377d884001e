using k8s;
using k8s.Models;
using LlmAnalytics.Infra.Kubernetes;

namespace LlmAnalytics.Infra.Tests.Kubernetes;

/// <summary>What is read out of the API's pods: readiness with its reason, port, memory limit.</summary>
public sealed class PodReaderTests
{
    private const string Ready = """ "conditions": [{"type": "Ready", "status": "True"}], "podIP": "10.0.0.1" """;

    [Theory]
    [InlineData(Ready, null)]
    [InlineData(""" "conditions": [{"type": "Ready", "status": "True"}] """, "has no address yet")]
    [InlineData(""" "phase": "Pending" """, "has not started (phase Pending)")]
    [InlineData(""" "phase": "Failed", "reason": "Evicted", "message": "The node was low on resource: memory." """, "has ended (Failed: Evicted: The node was low on resource: memory)")]
    [InlineData(
        """ "phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/6 nodes are available."}] """,
        "is not scheduled (Unschedulable: 0/6 nodes are available)")]
    [InlineData(""" "containerStatuses": [{"name": "redis", "ready": false, "state": {"waiting": {"reason": "ContainerCreating"}}}] """, "is starting (ContainerCreating)")]
    [InlineData(
        """ "containerStatuses": [{"name": "redis", "ready": false, "state": {"waiting": {"reason": "ImagePullBackOff", "message": "Back-off pulling image"}}}] """,
        "has a container 'redis' that waits (ImagePullBackOff: Back-off pulling image)")]
    [InlineData(
        """ "containerStatuses": [{"name": "redis", "ready": false, "state": {"waiting": {"reason": "CrashLoopBackOff"}}, "lastState": {"terminated": {"exitCode": 137, "reason": "OOMKilled"}}}] """,
        "has a container 'redis' that waits (CrashLoopBackOff); before, it ended with exit code 137 (OOMKilled)")]
    [InlineData(
        """ "initContainerStatuses": [{"name": "init", "ready": false, "state": {"terminated": {"exitCode": 1, "reason": "Error"}}}] """,
        "has a container 'init' that ended with exit code 1 (Error)")]
    [InlineData(
        """ "initContainerStatuses": [{"name": "init", "ready": true, "state": {"terminated": {"exitCode": 0}}}], "containerStatuses": [{"name": "redis", "ready": false, "state": {"running": {}}}], "conditions": [{"type": "Ready", "status": "False"}] """,
        "has a container 'redis' that does not pass its readiness probe")]
    [InlineData(
        """ "conditions": [{"type": "Ready", "status": "False", "reason": "ReadinessGatesNotReady", "message": "corresponding condition does not exist."}] """,
        "is not ready (ReadinessGatesNotReady: corresponding condition does not exist)")]
    [InlineData(""" "conditions": [{"type": "Ready", "status": "Unknown"}] """, "is not ready (condition Ready is Unknown)")]
    public void Readiness_and_its_reason(string status, string? expected) => Assert.Equal(expected, Read($$"""{"metadata": {"name": "p"}, "status": { {{status}} } }""").NotReady);

    [Fact]
    public void A_pod_that_is_being_deleted_is_not_ready() => Assert.Equal(
        "is being deleted since 2026-01-02 03:04:05Z", Read($$"""{"metadata": {"name": "p", "deletionTimestamp": "2026-01-02T03:04:05Z"}, "status": { {{Ready}} } }""").NotReady);

    [Theory]
    [InlineData("""[{"name": "redis"}]""", 6379, null)]
    [InlineData("""[{"name": "redis", "ports": [{"name": "client", "containerPort": 7000}, {"name": "gossip", "containerPort": 17000}]}]""", 7000, null)]
    [InlineData("""[{"name": "exporter", "ports": [{"name": "metrics", "containerPort": 9121}]}, {"name": "main", "ports": [{"containerPort": 6379}], "resources": {"limits": {"memory": "1Gi"}}}]""", 6379, 1073741824L)]
    [InlineData("""[{"name": "exporter", "resources": {"limits": {"memory": "64Mi"}}}, {"name": "main", "ports": [{"name": "tcp-redis", "containerPort": 6380}], "resources": {"limits": {"memory": "1500M"}}}]""", 6380, 1500000000L)]
    public void Port_and_memory_limit_are_the_servers(string containers, int port, long? memory)
    {
        var pod = Read($$"""{"metadata": {"name": "p"}, "spec": {"nodeName": "n", "subdomain": "s", "containers": {{containers}} } }""");
        Assert.Equal((port, memory, "n", "s"), (pod.Port, pod.MemoryLimitBytes, pod.Node, pod.Service));
    }

    private static Pod Read(string json) => PodReader.Read(KubernetesJson.Deserialize<V1Pod>(json));
}
