using System.Globalization;
using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>What a closed connection leaves behind: nothing.</summary>
public abstract class DisposalTests(IClusterFixture fixture) : LiveTests(fixture)
{
    [ClusterFact]
    public async Task No_socket_and_no_thread_remains()
    {
        var name = NewName("disposed");
        await PrepareAsync(Definition(name));
        var connection = await ConnectAsync();
        await CreateAsync(connection, new RecordingOperation(), Definition(NewName("disposed")));
        await connection.Cluster.Records.ProduceAsync(name, 0, "x"u8.ToArray(), InTime);
        if (OperatingSystem.IsLinux())
        {
            Assert.InRange(SocketsToBrokers(), 3, 30);
        }

        await connection.DisposeAsync();
        await connection.DisposeAsync();
        Assert.Equal("Closed", connection.State);
        if (OperatingSystem.IsLinux())
        {
            await EventuallyAsync(() => Task.FromResult(SocketsToBrokers() == 0), "no socket to a broker is open");
            await EventuallyAsync(() => Task.FromResult(!NativeThreads().Any()), "no thread of librdkafka runs");
        }
    }

    [ClusterFact]
    public async Task A_connection_that_failed_to_open_leaves_no_socket()
    {
        var wrong = KafkaClientProperties.For(Cluster, ListenerKind.Plaintext);
        await Assert.ThrowsAsync<ProblemException>(() => ConnectAsync(wrong, Cluster.BootstrapServers(ListenerKind.Sasl)));
        if (OperatingSystem.IsLinux())
        {
            await EventuallyAsync(() => Task.FromResult(SocketsTo(ListenerKind.Sasl) == 0), "no socket to a broker is open");
        }
    }

    [ClusterFact]
    public async Task A_closed_connection_says_so_whatever_it_is_asked()
    {
        var connection = await ConnectAsync();
        await connection.DisposeAsync();
        var operation = new RecordingOperation();
        await ClosedAsync(() => connection.Cluster.Topics.GetNamesAsync(InTime));
        await ClosedAsync(() => GetAsync(connection, operation, new TopicQuery()));
        await ClosedAsync(() => CreateAsync(connection, operation, Definition("t")));
        await ClosedAsync(() => SetAsync(connection, operation, new TopicChange { Names = ["t"] }));
        await ClosedAsync(() => RemoveAsync(connection, operation, "t"));
        await ClosedAsync(() => connection.Cluster.Records.ProduceAsync("t", 0, default, InTime));
    }

    [ClusterFact]
    public async Task A_command_under_way_ends_when_its_connection_is_closed()
    {
        var connection = await ConnectAsync(ListenerKind.Counted);
        foreach (var broker in Cluster.Brokers)
        {
            broker.Counter!.Pause();
        }

        try
        {
            var reading = connection.Cluster.Topics.GetNamesAsync(InTime);
            await connection.DisposeAsync();
            await ClosedAsync(() => reading);
        }
        finally
        {
            await Cluster.HealAsync();
        }
    }

    private static async Task ClosedAsync(Func<Task> command)
    {
        var failure = await Assert.ThrowsAsync<ProblemException>(() => command().WaitAsync(Deadline));
        Assert.True(failure.Problem.ErrorId == ErrorIds.KafkaConnectionDisposed, failure.ToString());
    }

    private int SocketsToBrokers() => SocketsTo(ListenerKind.Plaintext);

    /// <summary>Open sockets of this process whose other end is a broker's listener.</summary>
    private int SocketsTo(ListenerKind kind)
    {
        var ports = Cluster.Brokers.Select(broker => broker.Port(kind)).ToHashSet();
        var own = Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(entry => new FileInfo(entry).LinkTarget).ToHashSet(StringComparer.Ordinal);

        // A row: number, local address, remote address as hex:hex, state, ..., inode as the tenth column.
        return File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6")).Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(row => row.Length > 9 && row[2].Contains(':', StringComparison.Ordinal))
            .Count(row => ports.Contains(int.Parse(row[2].AsSpan(row[2].IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture)) && own.Contains($"socket:[{row[9]}]"));
    }

    private static IEnumerable<string> NativeThreads()
    {
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            var name = "";
            try
            {
                name = File.ReadAllText(Path.Combine(task, "comm"));
            }
            catch (IOException)
            {
                continue; // it ended between the list and the look
            }

            if (name.StartsWith("rdk:", StringComparison.Ordinal))
            {
                yield return name;
            }
        }
    }
}

[OnBrokers, Collection(KafkaCollection.Name)]
public sealed class DisposalTestsOnBrokers(LiveClusterFixture fixture) : DisposalTests(fixture);

[Collection(SimulationCollection.Name)]
public sealed class DisposalTestsOnSimulation(LiveSimulationFixture fixture) : DisposalTests(fixture);
