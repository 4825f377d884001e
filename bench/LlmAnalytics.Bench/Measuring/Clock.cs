using System.Diagnostics;

namespace LlmAnalytics.Bench.Measuring;

/// <summary>Takes the time of work that has a result.</summary>
internal static class Clock
{
    public static (TimeSpan Elapsed, T Result) Measure<T>(Func<T> work)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var result = work();
        return (Stopwatch.GetElapsedTime(startedAt), result);
    }
}
