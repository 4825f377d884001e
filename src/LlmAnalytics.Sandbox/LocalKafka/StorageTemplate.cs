using System.Buffers.Text;
using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Sandbox.LocalKafka;

/// <summary>
/// Formats the storage of new nodes. Kafka's own tool runs once a process (a JVM, about 1 s); every further node gets a copy of
/// its bootstrap records (feature levels, SCRAM users: the same for all nodes and clusters) and a meta.properties of its own.
/// </summary>
internal static class StorageTemplate
{
    private const string BootstrapFile = "bootstrap.checkpoint";
    private static readonly string[] Mechanisms = ["SCRAM-SHA-256", "SCRAM-SHA-512"];
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Task<byte[]>> Made = [];

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

    /// <summary>Has the bootstrap records made, once for the same users; later calls wait for the same ones.</summary>
    /// <param name="installation">Kafka and Java.</param>
    /// <param name="users">SCRAM users and their passwords.</param>
    /// <param name="cancellationToken">Ends the wait, not the making.</param>
    public static async Task PrepareAsync(KafkaInstallation installation, IReadOnlyDictionary<string, string> users, CancellationToken cancellationToken) =>
        await BootstrapRecordsAsync(installation, users).WaitAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Makes the data folder of one node.</summary>
    public static async Task FormatAsync(
        KafkaInstallation installation, IReadOnlyDictionary<string, string> users, string dataFolder, string clusterId, int nodeId, CancellationToken cancellationToken)
    {
        var records = await BootstrapRecordsAsync(installation, users).WaitAsync(cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(dataFolder);
        await File.WriteAllBytesAsync(Path.Combine(dataFolder, BootstrapFile), records, cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(
            Path.Combine(dataFolder, "meta.properties"),
            $"version=1\ncluster.id={clusterId}\nnode.id={nodeId}\ndirectory.id={NewUuid()}\n",
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A value as a Java properties file wants it: the backslash of Windows paths escaped.</summary>
    public static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal);

    private static Task<byte[]> BootstrapRecordsAsync(KafkaInstallation installation, IReadOnlyDictionary<string, string> users)
    {
        var key = string.Join(',', users.Keys.Order(StringComparer.Ordinal));
        lock (Gate)
        {
            // A failed attempt is no template: the next cluster tries again.
            return Made.TryGetValue(key, out var made) && !made.IsFaulted ? made : Made[key] = RunFormatToolAsync(installation, users);
        }
    }

    private static async Task<byte[]> RunFormatToolAsync(KafkaInstallation installation, IReadOnlyDictionary<string, string> users)
    {
        var folder = RunFolder.Create();
        await using (folder.ConfigureAwait(false))
        {
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
                log.dirs={Escape(data)}
                """).ConfigureAwait(false);
            var scram =
                from user in users
                from mechanism in Mechanisms
                from argument in new[] { "--add-scram", $"{mechanism}=[name={user.Key},password={user.Value}]" }
                select argument;
            var (exitCode, output) = await JavaClass.RunAsync(
                installation, "kafka.tools.StorageTool", ["format", "-t", NewUuid(), "-c", properties, .. scram]).ConfigureAwait(false);
            return exitCode == 0
                ? await File.ReadAllBytesAsync(Path.Combine(data, BootstrapFile)).ConfigureAwait(false)
                : throw new InvalidOperationException($"Kafka's StorageTool failed ({exitCode}):\n{output}");
        }
    }
}
