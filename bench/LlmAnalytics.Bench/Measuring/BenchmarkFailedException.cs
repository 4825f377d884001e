namespace LlmAnalytics.Bench.Measuring;

/// <summary>A run whose figures are a failure: the process ends with exit code 1.</summary>
internal sealed class BenchmarkFailedException(string message) : Exception(message);
