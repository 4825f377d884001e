using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Kubernetes;

/// <summary>What the user may do, each missing verb by its name.</summary>
public sealed class RightsTests(LiveKubernetesFixture fixture) : KubernetesTests(fixture)
{
    [KubernetesFact]
    public async Task Who_may_nothing_lacks_list_pods()
    {
        await using var pods = OpenAs(LiveKubernetesFixture.Nobody);
        var problem = await FailsAsync(ErrorIds.KubernetesAuthorizationFailed, () => pods.FindAsync(InTime));
        Assert.Equal((ProblemCategory.PermissionDenied, "pods"), (problem.Category, problem.Target));
        Assert.Contains("may not list pods in namespace 'redis'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("verb list on pods", problem.RecommendedAction, StringComparison.Ordinal);
    }

    [KubernetesTheory]
    [InlineData(LiveKubernetesFixture.PodReader, "get and create")]
    [InlineData(LiveKubernetesFixture.ForwardGetter, "create")]
    [InlineData(LiveKubernetesFixture.ForwardCreator, "get")]
    public async Task A_refused_port_forward_names_the_verbs_that_are_missing(string user, string verbs)
    {
        await using var pods = OpenAs(user);
        var place = (await pods.FindAsync(InTime))[0];
        var problem = await FailsAsync(ErrorIds.KubernetesAuthorizationFailed, () => pods.DialAsync(place, InTime));
        Assert.Contains($"may not {verbs} pods/portforward in namespace 'redis'", problem.Message, StringComparison.Ordinal);
    }

    [KubernetesFact]
    public async Task Without_nodes_and_secrets_zones_and_password_are_unknown_and_all_else_works()
    {
        var operation = new RecordingOperation();
        await using var pods = OpenAs(LiveKubernetesFixture.Bare, operation);
        var places = await pods.FindAsync(InTime);
        Assert.All(places, place => Assert.Null(place.Zone));
        Assert.All(places, place => Assert.NotNull(place.KubernetesNode));
        await pods.FindAsync(InTime);
        Assert.Contains("may not get nodes", Assert.Single(operation.Warnings), StringComparison.Ordinal);
        var password = await pods.FindPasswordAsync(InTime);
        Assert.Null(password.Value);
        Assert.Contains("may not get secrets", password.Refusal!.Message, StringComparison.Ordinal);
        Assert.Contains(operation.VerboseLines, line => line.Contains("may not get secrets", StringComparison.Ordinal));
        await using var connection = await pods.DialAsync(places[3], InTime);
        await PingAsync(connection);
    }

    [KubernetesFact]
    public async Task A_password_that_may_not_be_looked_up_is_missed_where_a_node_asks_for_it()
    {
        await using var pool = new NodePool(OpenAs(LiveKubernetesFixture.Bare), NodeAccess.Open);
        var node = (await pool.FindAsync(InTime))[0];
        var problem = await FailsAsync(ErrorIds.KubernetesAuthorizationFailed, () => node.SendAsync(Deadline, ["PING"], InTime));
        Assert.Contains("asks for a password", problem.Message, StringComparison.Ordinal);
        Assert.Contains("may not get secrets in namespace 'redis'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("-Credential", problem.RecommendedAction, StringComparison.Ordinal);
    }

    [KubernetesFact]
    public async Task A_secret_that_is_asked_for_and_may_not_be_read_is_an_error()
    {
        await using var pods = Open(Cluster.Users.Kubeconfig(LiveKubernetesFixture.Bare), change: request => request with { PasswordSecret = "redis-auth/password" });
        var problem = await FailsAsync(ErrorIds.KubernetesAuthorizationFailed, () => pods.FindPasswordAsync(InTime));
        Assert.Contains("may not get secrets in namespace 'redis'", problem.Message, StringComparison.Ordinal);
    }

    [KubernetesFact]
    public async Task The_documented_rights_suffice_and_nothing_else_is_asked()
    {
        var token = await Cluster.Users.TokenAsync(LiveKubernetesFixture.Namespace, LiveKubernetesFixture.Operator);
        await using var proxy = new ApiServerProxy(Cluster);
        var operation = new RecordingOperation();
        IReadOnlyList<NodePlace> places;
        await using (var pods = Open(Cluster.Users.WithToken("account", token, proxy.Port), operation))
        {
            places = await pods.FindAsync(InTime);
            Assert.Equal(3, places.Select(place => place.Zone).Distinct().Count());
            Assert.Equal(Redis.Password, (await pods.FindPasswordAsync(InTime)).Value);
            await using var connection = await pods.DialAsync(places[5], InTime);
            await PingAsync(connection);
        }

        Assert.Empty(operation.Warnings);
        Assert.Equal(
            [
                .. places.Select(place => $"GET /api/v1/nodes/{place.KubernetesNode}").Distinct().Order(StringComparer.Ordinal),
                "GET /api/v1/namespaces/redis/pods",
                "GET /api/v1/namespaces/redis/pods/redis-cluster-5/portforward",
                "GET /api/v1/namespaces/redis/secrets/redis-auth",
            ],
            proxy.Requests.Order(StringComparer.Ordinal).OrderBy(request => request.Contains("/nodes/", StringComparison.Ordinal) ? 0 : 1));
    }
}
