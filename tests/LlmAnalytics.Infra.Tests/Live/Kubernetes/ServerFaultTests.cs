using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Kubernetes;

/// <summary>What a real API server doesn't do on request, by a proxy in front of it.</summary>
public sealed class ServerFaultTests(LiveKubernetesFixture fixture) : KubernetesTests(fixture)
{
    [KubernetesFact]
    public async Task An_error_of_the_server_is_told_with_its_words()
    {
        await using var proxy = new ApiServerProxy(Cluster) { Answer = _ => ApiAnswer.ServerError };
        await using var pods = await OpenBehindAsync(proxy);
        var problem = await FailsAsync(ErrorIds.KubernetesServerError, () => pods.FindAsync(InTime));
        Assert.Contains("500: etcd is gone", problem.Message, StringComparison.Ordinal);

        // The same of the port-forward alone, with a pod that is well.
        proxy.Answer = request => request.EndsWith("/portforward", StringComparison.Ordinal) ? ApiAnswer.ServerError : ApiAnswer.Pass;
        var place = (await pods.FindAsync(InTime))[0];
        Assert.Contains("500", (await FailsAsync(ErrorIds.KubernetesServerError, () => pods.DialAsync(place, InTime))).Message, StringComparison.Ordinal);
    }

    [KubernetesFact]
    public async Task An_answer_that_breaks_off_is_told_as_such()
    {
        await using var proxy = new ApiServerProxy(Cluster) { CutAfter = 2000 };
        await using var pods = await OpenBehindAsync(proxy);
        await FailsAsync(ErrorIds.KubernetesUnreachable, () => pods.FindAsync(InTime));
        proxy.CutAfter = null;
        Assert.Equal(Redis.Replicas, (await pods.FindAsync(InTime)).Count);
    }

    [KubernetesFact]
    public async Task A_silent_server_is_given_up()
    {
        await using var proxy = new ApiServerProxy(Cluster) { Answer = _ => ApiAnswer.Silence };
        await using var pods = await OpenBehindAsync(proxy, TimeSpan.FromMilliseconds(500));
        var problem = await FailsAsync(ErrorIds.KubernetesUnreachable, () => pods.FindAsync(InTime));
        Assert.Equal(ProblemCategory.OperationTimeout, problem.Category);
        Assert.Contains("did not answer within 0.5 s when asked to list pods", problem.Message, StringComparison.Ordinal);
    }

    [KubernetesFact]
    public async Task A_connection_cut_in_the_middle_of_a_frame_fails_the_read_and_the_next_dial_works()
    {
        await using var proxy = new ApiServerProxy(Cluster);
        await using var pods = await OpenBehindAsync(proxy);
        var place = (await pods.FindAsync(InTime))[0];
        proxy.CutAfter = 5000;
        await using (var connection = await pods.DialAsync(place, InTime))
        {
            await PingAsync(connection);
            await connection.WriteAsync(Encode(["ECHO", new string('x', 20_000)]), InTime);
            var failure = await Assert.ThrowsAsync<IOException>(() => ReadAsync(connection, 20_000));
            Assert.Contains("broke", failure.Message, StringComparison.Ordinal);
        }

        proxy.CutAfter = null;
        await using var again = await pods.DialAsync(place, InTime);
        await PingAsync(again);
    }

    [KubernetesFact]
    public async Task A_stalled_connection_ends_at_its_callers_limit_and_when_it_is_disposed()
    {
        await using var proxy = new ApiServerProxy(Cluster);
        await using var pods = await OpenBehindAsync(proxy);
        var place = (await pods.FindAsync(InTime))[0];
        proxy.StallAfter = 5000;
        var connection = await pods.DialAsync(place, InTime);
        await PingAsync(connection);
        await connection.WriteAsync(Encode(["ECHO", new string('x', 20_000)]), InTime);
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await connection.ReadExactlyAsync(new byte[20_000], limit.Token));
        var startedAt = Stopwatch.GetTimestamp();
        await connection.DisposeAsync();
        Assert.True(Stopwatch.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(8));
    }

    private async Task<Infra.Redis.Nodes.PodNodes> OpenBehindAsync(ApiServerProxy proxy, TimeSpan? patience = null)
    {
        var token = await Cluster.Users.TokenAsync(LiveKubernetesFixture.Namespace, LiveKubernetesFixture.Operator);
        return Open(Cluster.Users.WithToken($"behind-{proxy.Port}", token, proxy.Port), patience: patience);
    }
}
