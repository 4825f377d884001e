using System.Runtime.InteropServices;

namespace LlmAnalytics.Bench.Measuring;

/// <summary>What a figure has to be read with: the machine, and what else it was doing.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        return $"{Environment.ProcessorCount} cores, {memory} GiB, {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}, load at the start: {Load()}";
    }

    /// <summary>Runnable processes, averaged over 1 and 5 minutes; the benchmark's own brokers and JVMs are in it.</summary>
    public static string Load()
    {
        const string file = "/proc/loadavg";
        return File.Exists(file) ? string.Join(" / ", File.ReadAllText(file).Split(' ').Take(2)) : "unknown";
    }
}
