using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Kubernetes;

/// <summary>Connections into pods through a real API server.</summary>
public sealed class ForwardTests(LiveKubernetesFixture fixture) : KubernetesTests(fixture)
{
    [KubernetesFact]
    public async Task Thirty_connections_at_once_reach_their_servers()
    {
        await using var pods = Open();
        var places = await pods.FindAsync(InTime);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(async number =>
        {
            await using var connection = await pods.DialAsync(places[number % places.Count], InTime);
            await PingAsync(connection);
        }));
    }

    [KubernetesFact]
    public async Task A_megabyte_passes_each_way_unchanged_and_both_at_once()
    {
        await using var pods = Open();
        var places = await pods.FindAsync(InTime);
        await using var connection = await pods.DialAsync(places[0], InTime);
        await PingAsync(connection);
        var value = string.Concat(Enumerable.Range(0, 1024 * 1024 / 8).Select(number => $"{number:x8}"));
        var bulk = $"${value.Length}\r\n{value}\r\n";
        await ExpectAsync(connection, bulk, ["ECHO", value]);

        // The answer to the first is read while the others are still being written, which is more than any buffer in between holds.
        var echoes = Enumerable.Repeat(new[] { "ECHO", value }, 8).ToArray();
        var reading = ReadAsync(connection, bulk.Length * echoes.Length);
        await connection.WriteAsync(Encode(echoes), InTime);
        Assert.Equal(string.Concat(Enumerable.Repeat(bulk, echoes.Length)), await reading);
    }

    [KubernetesFact]
    public async Task Disposing_ends_a_pending_read_at_once()
    {
        await using var pods = Open();
        var connection = await pods.DialAsync((await pods.FindAsync(InTime))[0], InTime);
        await PingAsync(connection);
        var reading = ReadAsync(connection, 1);
        var startedAt = Stopwatch.GetTimestamp();
        await connection.DisposeAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => reading);
        Assert.True(Stopwatch.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(8));
    }

    [KubernetesFact]
    public async Task A_pod_without_a_server_says_so_at_the_first_read()
    {
        Faults.KillServer(1);
        await using var pods = Open(change: request => request with { Namespace = Faults.Namespace });
        await using var connection = await pods.DialAsync((await pods.FindAsync(InTime))[1], InTime);
        Assert.Equal(KubernetesTestRedis.Pod(1), (await FailsAsync(ErrorIds.RedisConnectionRefused, () => ReadAsync(connection, 1))).Target);
    }

    [KubernetesFact]
    public async Task A_pod_that_moved_is_found_by_its_name()
    {
        await using var pods = Open(change: request => request with { Namespace = Faults.Namespace });
        var before = (await pods.FindAsync(InTime))[2];
        await Faults.MoveAsync(2, Faults.FreeIp(2));
        await using (var connection = await pods.DialAsync(before, InTime))
        {
            await PingAsync(connection);
        }

        Assert.Equal(Faults.FreeIp(2), (await pods.FindAsync(InTime))[2].Host);

        // Directly, the address is the pod's old one, at which nobody answers any more.
        await using var direct = Open(change: request => request with { Namespace = Faults.Namespace, Transport = "Direct" });
        await using var moved = await direct.DialAsync(before, InTime);
        await PingAsync(moved);
    }

    [KubernetesFact]
    public async Task A_pod_that_is_gone_is_named()
    {
        await using var pods = Open();
        var place = (await pods.FindAsync(InTime))[0] with { Pod = "redis-cluster-99" };
        Assert.Contains("redis-cluster-99", (await FailsAsync(ErrorIds.KubernetesPodsNotFound, () => pods.DialAsync(place, InTime))).Message, StringComparison.Ordinal);
    }

    [KubernetesFact]
    public async Task A_dial_ends_when_its_caller_stops()
    {
        await using var proxy = new DelayProxy(LoopbackServer.Host, Cluster.Port);
        await using var pods = Open(Cluster.Users.AdminAt("paused", proxy.Port));
        var place = (await pods.FindAsync(InTime))[0];
        proxy.Pause();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pods.DialAsync(place, stop.Token));
    }
}
