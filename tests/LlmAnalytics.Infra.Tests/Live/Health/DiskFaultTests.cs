using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Health;

/// <summary>A log directory that goes offline while its broker goes on with the other one: simulated brokers have no disks.</summary>
[Collection(KafkaHealthCollection.Name)]
public sealed class DiskFaultTests(HealthClusterFixture fixture) : HealthTests(fixture)
{
    [LiveFact]
    public async Task An_offline_log_directory_is_found_by_its_check()
    {
        await using var connection = await ConnectToHealthyAsync();
        var (victim, topic) = ((await ActiveControllerAsync() % 3) + 1, NewName("disk"));
        var broker = fixture.Cluster.Broker(victim);
        var folder = Path.GetDirectoryName(broker.LogPath)!;
        var properties = Path.Combine(folder, $"node{victim}.properties");
        var before = await File.ReadAllTextAsync(properties);
        var disk = Path.Combine(folder, $"disk{victim}");
        try
        {
            // A second directory, which is empty and so gets the next replica; its files are looked at every half second.
            var settings = before.Split('\n').Select(line => line.StartsWith("log.dirs=", StringComparison.Ordinal) ? $"{line},{disk}" : line);
            await File.WriteAllTextAsync(properties, string.Join('\n', settings.Append("log.flush.offset.checkpoint.interval.ms=500")));
            Format(disk, victim);
            broker.Kill();
            await broker.StartAsync(InTime);
            await PlaceAsync(topic, [victim], ("min.insync.replicas", "1"));
            await EventuallyAsync(() => Task.FromResult(Directory.Exists(Path.Combine(disk, $"{topic}-0"))), "the topic lies in the second directory");
            await UntilAsync(connection, Query, found => found.Healthy, "the broker is well with two directories");

            Directory.Delete(disk, recursive: true);
            var health = await UntilAsync(connection, Query, found => Findings(found).Contains("LogDirectories Critical") && found.OfflinePartitions == 1, "the broker has noticed");
            string[] expected = ["OfflinePartitions Critical", "UnderMinIsr Critical", "UnderReplicated Warning", "LogDirectories Critical"];
            Assert.True(expected.SequenceEqual(Findings(health)), Tell(health));
            var check = Single(health, HealthChecks.LogDirectories);
            Assert.Equal("KAFKA_STORAGE_ERROR", check.Observed);
            Assert.EndsWith(disk, check.Target, StringComparison.Ordinal);
            Assert.StartsWith($"broker {victim} ", check.Target, StringComparison.Ordinal);
        }
        finally
        {
            await RemoveAsync(connection, new RecordingOperation(), topic);
            await File.WriteAllTextAsync(properties, before);
            broker.Kill();
            await Cluster.HealAsync(InTime);
        }
    }

    /// <summary>Makes a directory that the broker takes for its own: with an id that no other has, as kafka-storage.sh writes it.</summary>
    private void Format(string folder, int node)
    {
        var id = Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "meta.properties"), $"version=1\ncluster.id={Cluster.ClusterId}\nnode.id={node}\ndirectory.id={id}\n");
    }
}
