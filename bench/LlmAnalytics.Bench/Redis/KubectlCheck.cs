using System.Diagnostics;
using System.Text.RegularExpressions;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Bench.Redis;

/// <summary>
/// What an operator without the module does from a workstation: <c>kubectl port-forward</c> to each pod, all at once, and redis-cli through it, which asks for what a verdict
/// needs. (<c>redis-cli --cluster check</c> through one forward reaches no other pod.) Where there is no kubectl, redis-cli asks directly.
/// </summary>
internal sealed partial class KubectlCheck(KubernetesTestCluster cluster, KubernetesTestRedis pods)
{
    private const string Questions = "PING\nCLUSTER NODES\nCLUSTER INFO\nINFO ALL\n";

    private static readonly bool HasKubectl = KubernetesDistribution.Kube is not null;

    /// <summary>What is measured.</summary>
    public string Name { get; } = HasKubectl
        ? $"kubectl port-forward and redis-cli, a process each for {pods.Replicas} pods, all at once"
        : $"redis-cli, directly (NO KUBECTL on this machine), a process for each of {pods.Replicas} pods, all at once";

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, pods.Replicas).Select(index => HasKubectl ? ForwardAsync(index, cancellationToken) : AskAsync(pods.Ip(index), 6379, cancellationToken)));

    private async Task ForwardAsync(int index, CancellationToken cancellationToken)
    {
        using var kubectl = Process.Start(cluster.KubectlStart("-n", pods.Namespace, "port-forward", "--address", "127.0.0.1", $"pod/{KubernetesTestRedis.Pod(index)}", ":6379"))!;
        try
        {
            string? line;
            do
            {
                line = await kubectl.StandardOutput.ReadLineAsync(cancellationToken);
            }
            while (line is not null && !LocalPort().IsMatch(line));

            if (line is null)
            {
                throw new InvalidOperationException($"kubectl port-forward ended: {await kubectl.StandardError.ReadToEndAsync(cancellationToken)}");
            }

            await AskAsync("127.0.0.1", int.Parse(LocalPort().Match(line).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
        }
        finally
        {
            kubectl.Kill();
            await kubectl.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task AskAsync(string host, int port, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(RedisServers.Cli ?? throw new InvalidOperationException("redis-cli is not on PATH"), ["-h", host, "-p", $"{port}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["REDISCLI_AUTH"] = pods.Password },
        };
        using var cli = Process.Start(start)!;
        await cli.StandardInput.WriteAsync(Questions);
        cli.StandardInput.Close();
        var output = await cli.StandardOutput.ReadToEndAsync(cancellationToken);
        await cli.WaitForExitAsync(cancellationToken);
        if (!output.Contains("cluster_state:ok", StringComparison.Ordinal) || !output.Contains("used_memory:", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"redis-cli at {host}:{port} answered: {output}");
        }
    }

    [GeneratedRegex(@"^Forwarding from 127\.0\.0\.1:(\d+) ")]
    private static partial Regex LocalPort();
}
