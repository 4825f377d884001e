using System.Buffers.Text;
using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Testing;

/// <summary>
/// Formats the storage of new nodes. Kafka's own tool runs once a process (a JVM, about 1 s); every further node gets a copy of
/// its bootstrap records (feature levels, SCRAM users: the same for all nodes and clusters) and a meta.properties of its own.
/// </summary>
internal static class StorageTemplate
{
    private const string BootstrapFile = "bootstrap.checkpoint";
    private static readonly Lock Gate = new();
    private static Task<byte[]>? bootstrapRecords;

    /// <summary>A random id as Kafka writes it: 16 bytes in base64 for URLs, without padding, not starting with a dash.</summary>
    public static string NewUuid()
    {
        string id;
        do
        {
            id = Base64Url.EncodeToString(Guid.NewGuid().ToByteArray());
        }
        while (id.StartsWith('-'));
        return id;
    }

    /// <summary>Has the bootstrap records made, once; later calls wait for the same ones.</summary>
    public static async Task PrepareAsync(CancellationToken cancellationToken) =>
        await BootstrapRecordsAsync().WaitAsync(cancellationToken);

    /// <summary>Makes the data folder of one node.</summary>
    public static async Task FormatAsync(string dataFolder, string clusterId, int nodeId, CancellationToken cancellationToken)
    {
        var records = await BootstrapRecordsAsync().WaitAsync(cancellationToken);
        Directory.CreateDirectory(dataFolder);
        await File.WriteAllBytesAsync(Path.Combine(dataFolder, BootstrapFile), records, cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(dataFolder, "meta.properties"),
            $"version=1\ncluster.id={clusterId}\nnode.id={nodeId}\ndirectory.id={NewUuid()}\n",
            cancellationToken);
    }

    private static Task<byte[]> BootstrapRecordsAsync()
    {
        lock (Gate)
        {
            // A failed attempt is no template: the next cluster tries again.
            return bootstrapRecords is null or { IsFaulted: true } ? bootstrapRecords = RunFormatToolAsync() : bootstrapRecords;
        }
    }

    private static async Task<byte[]> RunFormatToolAsync()
    {
        await using var folder = RunFolder.Create();
        var data = folder.File("data");
        var properties = folder.File("format.properties");
        await File.WriteAllTextAsync(
            properties,
            $"""
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:9093
            controller.listener.names=CONTROLLER
            listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            log.dirs={BrokerProperties.Escape(data)}
            """);
        var users =
            from user in KafkaUsers.All
            from mechanism in new[] { "SCRAM-SHA-256", "SCRAM-SHA-512" }
            from argument in new[] { "--add-scram", $"{mechanism}=[name={user},password={KafkaUsers.Password(user)}]" }
            select argument;
        var (exitCode, output) = await KafkaTool.RunAsync(
            "kafka.tools.StorageTool", ["format", "-t", NewUuid(), "-c", properties, .. users]);
        return exitCode == 0
            ? await File.ReadAllBytesAsync(Path.Combine(data, BootstrapFile))
            : throw new InvalidOperationException($"Kafka's StorageTool failed ({exitCode}):\n{output}");
    }
}
