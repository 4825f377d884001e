using System.Diagnostics;
using System.Globalization;
using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Testing;

/// <summary>
/// A real Kubernetes API on loopback (etcd, API server with RBAC, controllers, scheduler; no containers): six nodes in the zones zone-a, zone-b and zone-c. Pods are
/// records, and a redis-server runs at each one's address. Starting takes 11 s.
/// </summary>
public sealed class KubernetesTestCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly RunFolder folder;
    private readonly string program;

    private KubernetesTestCluster(RunFolder folder, string program, int port)
    {
        (this.folder, this.program, Port) = (folder, program, port);
        Users = new KubernetesUsers(this);
    }

    /// <summary>Where certificates, kubeconfigs, logs and process ids are.</summary>
    public string Folder => folder.File("cluster");

    /// <summary>The API server's port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The administrator's kubeconfig.</summary>
    public string AdminKubeconfig => Path.Combine(Folder, "admin.kubeconfig");

    /// <summary>Accounts with the rights and the certificates that a test wants.</summary>
    public KubernetesUsers Users { get; }

    /// <summary>Starts it; returns when its nodes are ready.</summary>
    public static async Task<KubernetesTestCluster> StartAsync()
    {
        var program = KubernetesDistribution.Program ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has shared/kubernetes.");
        for (var attempt = 1; ; attempt++)
        {
            var cluster = new KubernetesTestCluster(RunFolder.Create(), program, LoopbackPorts.TakeRow(4));
            try
            {
                await cluster.RunAsync(null, "start", cluster.Folder, cluster.Port.ToString(CultureInfo.InvariantCulture));
                return cluster;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Between choosing the ports and the servers' binds, another process may have taken one.
                await cluster.DisposeAsync();
            }
            catch
            {
                await cluster.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Makes a namespace with a StatefulSet redis-cluster, its Service and its Secret, and a redis-server for each pod, in cluster mode and unjoined.</summary>
    /// <param name="space">The namespace.</param>
    /// <param name="replicas">Number of pods.</param>
    /// <param name="password">The servers' password, in the secret redis-auth.</param>
    public async Task<KubernetesTestRedis> AddRedisAsync(string space, int replicas, string password)
    {
        // Runs side by side on one machine must not meet on a pod's address.
        var prefix = $"127.{Random.Shared.Next(20, 250)}.{Random.Shared.Next(1, 250)}.";
        await RunAsync(null, "redis", Folder, space, replicas.ToString(CultureInfo.InvariantCulture), password, prefix);
        return new KubernetesTestRedis(this, space, replicas, password, prefix);
    }

    /// <summary>kubectl as administrator.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> KubectlAsync(params string[] arguments) => RunAsync(null, ["kubectl", Folder, .. arguments]);

    /// <summary>How kubectl is started as administrator, without anything around it: ending the process ends kubectl.</summary>
    public ProcessStartInfo KubectlStart(params string[] arguments) => new(
        KubernetesDistribution.Kube ?? throw new InvalidOperationException("There is no kubectl: no Kubernetes API was started by this user yet."), ["kubectl", .. arguments])
    {
        Environment = { ["KUBECONFIG"] = AdminKubeconfig },
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    /// <summary>kubectl apply, as administrator.</summary>
    public Task ApplyAsync(string manifests) => RunAsync(manifests, "kubectl", Folder, "apply", "-f", "-");

    /// <summary>Ends every process, by its id, and deletes the folder.</summary>
    public async ValueTask DisposeAsync() => await folder.DisposeAsync();

    private async Task<string> RunAsync(string? input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("bash did not start");
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"cluster {string.Join(' ', arguments)}: {await errors}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"cluster {string.Join(' ', arguments)} did not end within {Patience}");
        }
    }
}
