using System.Diagnostics;
using System.Globalization;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Bench.Sandbox;

/// <summary>A simulated cluster in a process of its own, so that its time and memory are not those of whom it serves.</summary>
internal sealed class SimulatedHost : IAsyncDisposable
{
    /// <summary>The command by which this program is such a process.</summary>
    public const string Command = "simulated-host";

    private const int TopicsARequest = 1000;
    private readonly Process _process;

    private SimulatedHost(Process process, string[] report)
    {
        _process = process;
        Started = TimeSpan.FromMilliseconds(double.Parse(report[0], CultureInfo.InvariantCulture));
        Created = TimeSpan.FromMilliseconds(double.Parse(report[1], CultureInfo.InvariantCulture));
        BootstrapServers = report[2];
    }

    /// <summary>How long the start of the brokers took, all of them listening.</summary>
    public TimeSpan Started { get; }

    /// <summary>How long the topics took, each request answered.</summary>
    public TimeSpan Created { get; }

    /// <summary>Addresses of up to three brokers.</summary>
    public string BootstrapServers { get; }

    /// <summary>The most resident memory that the process had since its start, in MB.</summary>
    public double PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1e6;
        }
    }

    /// <summary>Starts the process; the cluster is there when this returns.</summary>
    public static async Task<SimulatedHost> StartAsync(int brokers, int topics, int partitions, CancellationToken cancellationToken)
    {
        // Where the program was started as an assembly, so is this one.
        var executable = Environment.ProcessPath!;
        string[] self = Path.GetFileNameWithoutExtension(executable) == "dotnet" ? [typeof(SimulatedHost).Assembly.Location] : [];
        string[] numbers = [.. new[] { brokers, topics, partitions }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        var process = Process.Start(new ProcessStartInfo(executable, [.. self, Command, .. numbers]) { RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("The simulated cluster did not start.");
        try
        {
            var report = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The simulated cluster ended at its start.");
            return new SimulatedHost(process, report.Split(' '));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>What the process does: a cluster, one line about it, and the end when its input ends.</summary>
    public static async Task<int> RunAsync(string[] numbers)
    {
        var (brokers, topics, partitions) = (Number(0), Number(1), Number(2));
        var startedAt = Stopwatch.GetTimestamp();
        await using var cluster = await SimulatedKafkaCluster.StartAsync(new SimulatedClusterOptions { Brokers = brokers, Settings = new Dictionary<string, string> { ["min.insync.replicas"] = "2" } });
        var started = Stopwatch.GetElapsedTime(startedAt);
        startedAt = Stopwatch.GetTimestamp();
        await CreateAsync(cluster.Address(1), topics, partitions);
        var created = Stopwatch.GetElapsedTime(startedAt);
        var servers = string.Join(',', cluster.Brokers.Take(3).Select(id => cluster.Address(id)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{started.TotalMilliseconds:0} {created.TotalMilliseconds:0} {servers}"));
        await Console.In.ReadToEndAsync();
        return 0;

        int Number(int index) => int.Parse(numbers[index], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static async Task CreateAsync(string address, int topics, int partitions)
    {
        var parts = address.Split(':');
        await using var connection = await BrokerConnection.OpenAsync(new ServerEndPoint(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture)), new ConnectionOptions { ClientId = "bench" }, CancellationToken.None);
        foreach (var chunk in Enumerable.Range(0, topics).Chunk(TopicsARequest))
        {
            var response = await connection.SendAsync(
                new CreateTopicsRequest { TimeoutMs = 60_000, Topics = [.. chunk.Select(number => new CreatableTopic { Name = $"many-{number:00000}", NumPartitions = partitions, ReplicationFactor = 3 })] }, CancellationToken.None);
            if (Array.Find(response.Topics, topic => topic.ErrorCode != ErrorCode.None) is { } failed)
            {
                throw new InvalidOperationException($"'{failed.Name}' was not created: {failed.ErrorCode} {failed.ErrorMessage}");
            }
        }
    }
}
