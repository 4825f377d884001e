using System.Diagnostics;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka;

namespace LlmAnalytics.Sandbox.Tests.Kafka.Judges;

/// <summary>Debian's kcat on a simulated cluster.</summary>
public sealed class KcatTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private SimulatedKafkaCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await SimulatedKafkaCluster.StartAsync();
        await using var client = await RawClient.ConnectAsync(_cluster.Address(1));
        await client.SendAsync(new CreateTopicsRequest { Topics = [new CreatableTopic { Name = "t", NumPartitions = 2, ReplicationFactor = 3 }] });
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [KcatFact]
    public async Task It_lists_brokers_topics_and_partitions()
    {
        var listed = await RunAsync("-b", _cluster.BootstrapServers(), "-L");
        Assert.Contains(" 3 brokers:", listed, StringComparison.Ordinal);
        Assert.All(_cluster.Brokers, id => Assert.Contains($"broker {id} at {_cluster.Address(id)}", listed, StringComparison.Ordinal));
        Assert.Contains("topic \"t\" with 2 partitions:", listed, StringComparison.Ordinal);
        _cluster.RemoveLeader("t", 1);
        Assert.Contains("partition 1, leader -1", await RunAsync("-b", _cluster.BootstrapServers(), "-L"), StringComparison.Ordinal);
    }

    [KcatFact]
    public async Task What_it_writes_with_a_password_it_reads_again()
    {
        string[] admin = ["-b", _cluster.BootstrapServers(SimulatedListener.Sasl), "-X", "security.protocol=SASL_PLAINTEXT", "-X", "sasl.mechanism=SCRAM-SHA-256", "-X", "sasl.username=admin", "-X", "sasl.password=admin-secret"];
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "one\ntwo\nthree\n");
            await RunAsync([.. admin, "-P", "-t", "t", "-p", "0", "-l", file]);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Equal("0:one\n1:two\n2:three\n", await RunAsync([.. admin, "-C", "-q", "-e", "-o", "beginning", "-t", "t", "-p", "0", "-f", "%o:%s\\n"]));
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var kcat = KcatFactAttribute.Path ?? throw new InvalidOperationException("There is no kcat on the path.");
        using var process = Process.Start(new ProcessStartInfo(kcat, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Deadline);
            await process.WaitForExitAsync().WaitAsync(Deadline);
            Assert.True(process.ExitCode == 0, $"{process.ExitCode}: {output} {await errors}");
            return output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
