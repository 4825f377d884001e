using System.Diagnostics;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.Bench.Topics;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Bench;

/// <summary>10,000 Metadata requests without topics over one connection to one broker: all at once beside one at a time.</summary>
internal static class PipelineBenchmark
{
    private const int Requests = 10_000;

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        await using var cluster = await BenchCluster.StartAsync(cancellationToken);
        var connection = cluster.Connection;
        Samples pipelined = new(), sequential = new();
        for (var run = -1; run < (options.Runs ?? 5); run++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => connection.SendAsync(new MetadataRequest(), cancellationToken)));
            var pipelinedTime = Stopwatch.GetElapsedTime(startedAt);

            startedAt = Stopwatch.GetTimestamp();
            for (var i = 0; i < Requests; i++)
            {
                await connection.SendAsync(new MetadataRequest(), cancellationToken);
            }

            var sequentialTime = Stopwatch.GetElapsedTime(startedAt);
            if (run >= 0)
            {
                pipelined.Add(pipelinedTime);
                sequential.Add(sequentialTime);
            }
        }

        var table = new Table("what", "median ms", "min", "max", "runs", "requests a second");
        table.Add(["pipelined", .. pipelined.Cells(), $"{Requests / pipelined.Median * 1000:N0}"]);
        table.Add(["one at a time", .. sequential.Cells(), $"{Requests / sequential.Median * 1000:N0}"]);
        table.Print();
        Console.WriteLine($"one at a time : pipelined {Samples.Format(sequential.Median / pipelined.Median)}x");
    }
}
