using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Kafka.Health.Checks;

/// <summary>The log directories: online, with room, evenly filled.</summary>
internal static class LogDirectoryCheck
{
    private const int FullPercent = 95;
    private const long MinMeanBytes = 1L << 30; // below a gigabyte a broker, skew costs nobody anything

    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        const string name = HealthChecks.LogDirectories;
        const string right = "DESCRIBE on the cluster";
        var expected = $"online, at most {context.Query.MaxDiskPercent} % full";
        var asked = context.Survey.Answering.ToList();
        var found = Offline(asked, expected).Concat(Full(asked, context.Query.MaxDiskPercent, expected)).Concat(Skewed(asked, context.Query.MaxSkewPercent)).ToList();
        var refused = asked.Where(broker => broker.LogDirs is { ErrorCode: not ErrorCode.None }).ToList();
        var silent = asked.Where(broker => broker.LogDirs is null).ToList();
        if (refused.Count > 0)
        {
            found.Add(Rights.NotSeen(name, Critical, $"The log directories of {Join(refused.Select(broker => broker.ToString()))}", null, refused[0].LogDirs!.ErrorCode, right));
        }

        if (silent.Count > 0)
        {
            var why = silent[0].Failures.GetValueOrDefault(ApiKey.DescribeLogDirs);
            found.Add(Unknown(name, Critical, expected, $"The log directories of {Join(silent.Select(broker => broker.ToString()))} couldn't be found out: {why}", Join(silent.Select(broker => broker.ToString())),
                "Run the test again; brokers tell it from Kafka 3.2 on."));
        }

        if (asked.Count == 0)
        {
            found.Add(Unknown(name, Critical, expected, "The log directories couldn't be found out: no broker answered.", null, "See BrokerReachable."));
        }

        return found.Count > 0
            ? found
            : [Passed(name, Critical, $"{asked.Sum(broker => broker.LogDirs!.Results.Length)} online", expected, $"All log directories of {Count(asked.Count, "broker")} are online and have room.")];
    }

    /// <summary>The bytes of all log segments of a broker; null where it didn't tell.</summary>
    public static long? Bytes(BrokerSurvey broker) =>
        broker.LogDirs is { ErrorCode: ErrorCode.None } logDirs ? logDirs.Results.SelectMany(directory => directory.Topics).SelectMany(topic => topic.Partitions).Sum(partition => partition.PartitionSize) : null;

    private static IEnumerable<HealthCheck> Offline(List<BrokerSurvey> brokers, string expected) =>
        from broker in brokers
        from directory in broker.LogDirs?.Results ?? []
        where directory.ErrorCode != ErrorCode.None
        select Failed(HealthChecks.LogDirectories, Critical, directory.ErrorCode.KafkaName(), expected,
            $"Log directory {directory.LogDir} of broker {broker.Id} is offline ({directory.ErrorCode.KafkaName()}).", $"{broker}: {directory.LogDir}",
            "Mend or replace the disk, then restart the broker.");

    private static IEnumerable<HealthCheck> Full(List<BrokerSurvey> brokers, int maxPercent, string expected) =>
        from broker in brokers
        from directory in broker.LogDirs?.Results ?? []
        where directory is { TotalBytes: > 0, UsableBytes: >= 0 }
        let percent = 100 - (int)(directory.UsableBytes * 100 / directory.TotalBytes)
        where percent > maxPercent
        select Failed(HealthChecks.LogDirectories, percent >= FullPercent ? Critical : Warning, $"{percent} %", expected,
            $"Log directory {directory.LogDir} of broker {broker.Id} is on a volume that is {percent} % full.", $"{broker}: {directory.LogDir}",
            "Lower retention (Set-LlmKafkaTopic), add disk, or move partitions to other brokers.");

    private static IEnumerable<HealthCheck> Skewed(List<BrokerSurvey> brokers, int maxPercent)
    {
        var sizes = brokers.Select(broker => (Broker: broker, Bytes: Bytes(broker))).Where(item => item.Bytes is not null).ToList();
        var mean = sizes.Count == 0 ? 0 : sizes.Average(item => item.Bytes!.Value);
        var skewed = mean < MinMeanBytes ? [] : sizes.Where(item => Math.Abs(item.Bytes!.Value - mean) * 100 > mean * maxPercent).ToList();
        if (skewed.Count > 0)
        {
            yield return Failed(HealthChecks.LogDirectories, Warning, Join(sizes.Select(item => $"{item.Broker.Id}: {item.Bytes} bytes")), $"within {maxPercent} % of the mean",
                $"Data is spread unevenly: {Join(skewed.Select(item => $"broker {item.Broker.Id} holds {item.Bytes} bytes"))}, the mean is {mean:0}.", Join(skewed.Select(item => item.Broker.ToString())),
                "Move partitions with kafka-reassign-partitions.sh.");
        }
    }
}
