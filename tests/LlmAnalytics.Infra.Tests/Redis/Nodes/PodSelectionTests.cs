using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kubernetes;
using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Tests.Redis.Nodes;

/// <summary>Which pods of those that a selector matches are one cluster.</summary>
public sealed class PodSelectionTests
{
    [Theory]
    [InlineData("redis-cluster,redis-cluster", null, "0,1")]
    [InlineData("redis-cluster,sessions,redis-cluster", null, "0,2")]
    [InlineData("redis-cluster,sessions,redis-cluster", "sessions", "1")]
    [InlineData("sessions,sessions", null, "0,1")]
    [InlineData(",", null, "0,1")]
    public void One_service_is_chosen(string services, string? wanted, string expected) =>
        Assert.Equal(expected, string.Join(',', PodSelection.Choose(Pods(services), wanted, "space", "selector").Select(pod => pod.Name)));

    [Theory]
    [InlineData("cache,sessions", null, "'cache', 'sessions'")]
    [InlineData("cache,", null, "'cache', none")]
    [InlineData("cache,sessions", "redis", "'redis'")]
    public void Pods_of_several_services_are_no_cluster(string services, string? wanted, string said)
    {
        var problem = Assert.Throws<ProblemException>(() => PodSelection.Choose(Pods(services), wanted, "space", "selector")).Problem;
        Assert.Equal(ErrorIds.KubernetesPodsNotFound, problem.ErrorId);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.Contains("-ServiceName", problem.RecommendedAction, StringComparison.Ordinal);
    }

    private static List<Pod> Pods(string services) =>
        [.. services.Split(',').Select((service, index) => new Pod($"{index}", "10.0.0.1", 6379, "node", service.Length == 0 ? null : service, null, null))];
}
