using System.Diagnostics;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Initialization;

/// <summary>redis-cli, killed when a token says so.</summary>
internal static class KilledRedisCli
{
    public static async Task CreateAsync(RedisTestCluster cluster, CancellationToken kill)
    {
        using var process = Process.Start(new ProcessStartInfo(
            RedisServers.Cli!, ["--cluster", "create", .. cluster.Addresses, "--cluster-replicas", "1", "--cluster-yes"]) { RedirectStandardOutput = true })!;
        try
        {
            await process.StandardOutput.ReadToEndAsync(kill);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
