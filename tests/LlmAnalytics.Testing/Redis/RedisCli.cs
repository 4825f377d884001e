using System.Diagnostics;

namespace LlmAnalytics.Testing;

/// <summary>Runs the system's redis-cli, for comparison.</summary>
public static class RedisCli
{
    /// <summary>Runs it with the cluster's password and certificates.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It isn't there, or failed.</exception>
    public static async Task<string> RunAsync(RedisTestCluster cluster, IEnumerable<string> arguments, CancellationToken cancellationToken = default)
    {
        var tls = cluster.Certificates is { } files
            ? new[] { "--tls", "--cacert", files.CaPath, "--cert", files.Client.PemPath, "--key", files.Client.KeyPath }
            : [];
        var start = new ProcessStartInfo(RedisServers.Cli ?? throw new InvalidOperationException("redis-cli is not on PATH"), [.. tls, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (cluster.Options.Password is { } password)
        {
            start.Environment["REDISCLI_AUTH"] = password;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"redis-cli exited with {process.ExitCode}: {output}{await errors}");
    }
}
