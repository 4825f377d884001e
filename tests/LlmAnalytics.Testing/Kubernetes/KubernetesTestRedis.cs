using System.Diagnostics;
using System.Globalization;

namespace LlmAnalytics.Testing;

/// <summary>The pods redis-cluster-0 and following of a namespace, and their servers.</summary>
public sealed class KubernetesTestRedis
{
    private const int Port = 6379;
    private static readonly TimeSpan CommandWait = TimeSpan.FromSeconds(10);
    private readonly KubernetesTestCluster cluster;
    private readonly string prefix;

    internal KubernetesTestRedis(KubernetesTestCluster cluster, string space, int replicas, string password, string prefix) =>
        (this.cluster, Namespace, Replicas, Password, this.prefix) = (cluster, space, replicas, password, prefix);

    /// <summary>The namespace.</summary>
    public string Namespace { get; }

    /// <summary>Number of pods.</summary>
    public int Replicas { get; }

    /// <summary>The servers' password.</summary>
    public string Password { get; }

    /// <summary>A pod's name.</summary>
    public static string Pod(int index) => $"redis-cluster-{index}";

    /// <summary>The address that a pod got at its start.</summary>
    public string Ip(int index) => $"{prefix}{10 + index}";

    /// <summary>An address that no pod has.</summary>
    public string FreeIp(int index) => $"{prefix}{100 + index}";

    /// <summary>Sends a command to a pod's server directly, at the address that the pod got at its start.</summary>
    /// <returns>The text; a list's elements a line each.</returns>
    /// <exception cref="RedisCommandException">The server answered with an error.</exception>
    public Task<string> CommandAsync(int index, params string[] command) => CommandAtAsync(Ip(index), command);

    /// <summary>Sends a command to the server at an address.</summary>
    /// <returns>The text; a list's elements a line each.</returns>
    /// <exception cref="RedisCommandException">The server answered with an error.</exception>
    public async Task<string> CommandAtAsync(string ip, params string[] command)
    {
        using var patience = new CancellationTokenSource(CommandWait);
        using var client = await RespClient.ConnectAsync(ip, Port, Password, null, patience.Token);
        return (await client.SendAsync([command], patience.Token))[0];
    }

    /// <summary>Merges into a pod's status; lists are replaced.</summary>
    public Task PatchStatusAsync(int index, string json) => cluster.KubectlAsync("-n", Namespace, "patch", "pod", Pod(index), "--subresource=status", "--type=merge", "-p", $"{{\"status\":{json}}}");

    /// <summary>Ends a pod's server; the pod stays as it is.</summary>
    public void KillServer(int index)
    {
        var file = PidFile(index);
        using var process = Process.GetProcessById(int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture));
        process.Kill();
        process.WaitForExit(TimeSpan.FromSeconds(5));
        File.Delete(file);
    }

    /// <summary>Starts a pod's server where it was ended.</summary>
    public Task EnsureServerAsync(int index) => File.Exists(PidFile(index)) ? Task.CompletedTask : StartServerAsync(index, Ip(index));

    /// <summary>Starts a pod's server again, with its data, at another address, which the pod has from then on.</summary>
    public async Task MoveAsync(int index, string ip)
    {
        KillServer(index);
        await StartServerAsync(index, ip);
        await PatchStatusAsync(index, $$"""{"podIP":"{{ip}}","podIPs":[{"ip":"{{ip}}"}]}""");
        await cluster.ApplyAsync($$$"""
            apiVersion: kwok.x-k8s.io/v1alpha1
            kind: PortForward
            metadata: {name: {{{Pod(index)}}}, namespace: {{{Namespace}}} }
            spec: {forwards: [{ports: [6379], target: {address: {{{ip}}}, port: 6379}}]}
            """);
    }

    /// <summary>Starts a pod's server at an address; returns when it answers.</summary>
    public async Task StartServerAsync(int index, string ip)
    {
        var data = Path.Combine(cluster.Folder, $"{Namespace}-{index}");
        var server = RedisServers.Default.Path ?? throw new InvalidOperationException(RedisServers.SkipReason);
        using var process = Process.Start(new ProcessStartInfo(
            server,
            [
                "--bind", ip, "--bind-source-addr", ip, "--port", "6379", "--dir", data, "--cluster-enabled", "yes", "--requirepass", Password, "--masterauth", Password,
                "--save", "", "--appendonly", "no", "--logfile", Path.Combine(data, "server.log"),
            ])) ?? throw new InvalidOperationException($"{server} did not start");
        await File.WriteAllTextAsync(PidFile(index), process.Id.ToString(CultureInfo.InvariantCulture));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                using var client = await RespClient.ConnectAsync(ip, Port, Password, null, deadline.Token);
                return;
            }
            catch (System.Net.Sockets.SocketException)
            {
                await Task.Delay(20, deadline.Token);
            }
        }
    }

    private string PidFile(int index) => Path.Combine(cluster.Folder, $"redis-{Namespace}-{index}.pid");
}
