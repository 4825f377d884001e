using System.Diagnostics;
using System.Management.Automation;
using LlmAnalytics.Bench.Hosts;

namespace LlmAnalytics.Bench.Health;

/// <summary>What a command answered on a cluster that may be ill.</summary>
/// <param name="Command">The command.</param>
/// <param name="Verdict">The health's status, or how complete the rows are; it names the error where one came.</param>
/// <param name="IsVerdict">Whether the answer is of use: a health object, or rows, or at least an error that tells why there are none.</param>
/// <param name="Detail">How much was seen.</param>
/// <param name="Elapsed">Its time.</param>
internal sealed record IllAnswer(string Command, string Verdict, bool IsVerdict, string Detail, TimeSpan Elapsed)
{
    public const string Health = "Test-LlmKafkaCluster";
    public const string Topics = "Get-LlmKafkaTopic";
    public const string Brokers = "Get-LlmKafkaBroker";

    /// <summary>Runs the command, with its own connection where servers are given, else over the current one.</summary>
    public static IllAnswer Of(ModuleHost module, string command, int timeoutSeconds, string? servers)
    {
        var parameters = new Dictionary<string, object> { ["TimeoutSec"] = timeoutSeconds };
        if (servers is not null)
        {
            parameters["BootstrapServer"] = servers;
        }

        var startedAt = Stopwatch.GetTimestamp();
        var (results, errors) = module.InvokeOnIll(command, parameters);
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        var errorIds = string.Join(", ", errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Distinct());
        if (command == Health)
        {
            return results is [var health]
                ? new IllAnswer(command, (string)health.Properties["Status"].Value, true, Describe(health), elapsed)
                : new IllAnswer(command, $"no verdict, {errorIds}", false, "", elapsed);
        }

        var verdict = (results.Count, errors.Count) switch
        {
            ( > 0, 0) => "rows",
            (0, 0) => "neither rows nor error",
            ( > 0, _) => $"rows and error {errorIds}",
            _ => $"error {errorIds}",
        };
        return new IllAnswer(command, verdict, results.Count + errors.Count > 0, $"{results.Count} rows", elapsed);
    }

    private static string Describe(PSObject health)
    {
        var checks = ((System.Collections.IEnumerable)health.Properties["Checks"].Value).Cast<object>()
            .Select(check => (string)PSObject.AsPSObject(check).Properties["Status"].Value)
            .GroupBy(status => status).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}");
        return $"{health.Properties["BrokerCount"].Value} brokers answered, {health.Properties["TopicCount"].Value ?? "unknown"} topics, "
            + $"{health.Properties["OfflinePartitions"].Value ?? "unknown"} offline partitions; checks: {string.Join(", ", checks)}";
    }
}
