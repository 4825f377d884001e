using System.Globalization;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Bench.Redis;

/// <summary>Writes on the masters among pods, by connections straight to their servers.</summary>
internal static class PodWrites
{
    /// <summary>Writes and removes a key on each, once: who doesn't take it fails the run.</summary>
    /// <exception cref="BenchmarkFailedException">A write failed, or there are not so many masters.</exception>
    public static async Task OnEveryMasterAsync(KubernetesTestRedis pods, int masters)
    {
        try
        {
            var written = await Task.WhenAll(Enumerable.Range(0, pods.Replicas).Select(index => WriteAsync(pods, index)));
            if (written.Count(wasWritten => wasWritten) != masters)
            {
                throw new BenchmarkFailedException($"{written.Count(wasWritten => wasWritten)} pods are masters with slots, not {masters}.");
            }
        }
        catch (RedisCommandException e)
        {
            throw new BenchmarkFailedException($"A master does not take a write: {e.Message}");
        }
    }

    private static async Task<bool> WriteAsync(KubernetesTestRedis pods, int index)
    {
        var mine = (await pods.CommandAsync(index, "CLUSTER", "NODES")).Split('\n').Single(line => line.Contains("myself", StringComparison.Ordinal)).Split(' ');
        if (!mine[2].Contains("master", StringComparison.Ordinal) || mine.Length < 9)
        {
            return false;
        }

        var range = mine[8].Split('-').Select(slot => int.Parse(slot, CultureInfo.InvariantCulture)).ToList();
        for (var number = 0; ; number++)
        {
            var key = $"probe{number}";
            var slot = int.Parse(await pods.CommandAsync(index, "CLUSTER", "KEYSLOT", key), CultureInfo.InvariantCulture);
            if (slot >= range[0] && slot <= range[^1])
            {
                await pods.CommandAsync(index, "SET", key, "1");
                await pods.CommandAsync(index, "DEL", key);
                return true;
            }
        }
    }
}
