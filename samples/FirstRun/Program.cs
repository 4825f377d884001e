using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using LlmAnalytics.Testing;

// The main job on a real cluster: three brokers start on loopback, the 14 topics are created, compared, and the cluster ends.
if (KafkaDistribution.Unavailable is { } reason)
{
    Console.Error.WriteLine($"{reason} Set KAFKA_HOME to an unpacked Apache Kafka distribution.");
    return 1;
}

Console.WriteLine("Starting three brokers on loopback ...");
await using var cluster = await KafkaTestCluster.StartAsync();
using var shell = PowerShell.Create(InitialSessionState.CreateDefault2());
var module = typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "Module").Value!;
Run("Import-Module", new() { ["Name"] = module });
Run("Connect-LlmKafka", new() { ["BootstrapServer"] = cluster.BootstrapServers(ListenerKind.Plaintext) });
Show("New-LlmKafkaTopic", ["Name", "Status", "PartitionCount", "ReplicationFactor", "Availability"]);
Show("New-LlmKafkaTopic", ["Name", "Status", "PartitionCount", "ReplicationFactor"]);
Show("Get-LlmKafkaTopic", ["Name", "PartitionCount", "ReplicationFactor", "MinInSyncReplicas", "Health"]);
return 0;

ICollection<PSObject> Run(string command, Dictionary<string, object> parameters)
{
    shell.Commands.Clear();
    shell.AddCommand(command).AddParameters(parameters).AddParameter("ErrorAction", ActionPreference.Stop);
    return shell.Invoke();
}

void Show(string command, string[] columns)
{
    var startedAt = Stopwatch.GetTimestamp();
    var rows = Run(command, []).Select(row => columns.Select(column => $"{row.Properties[column].Value}").ToArray()).ToList();
    Console.WriteLine($"\nPS> {command}    # {Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds:0} ms\n");
    var widths = columns.Select((column, i) => rows.Select(row => row[i].Length).Append(column.Length).Max()).ToArray();
    foreach (var row in rows.Prepend(columns))
    {
        Console.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }
}
