using LlmAnalytics.Engine;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Kafka.Health.Checks;

/// <summary>The partitions: leaders and replicas.</summary>
internal static class PartitionChecks
{
    private const int ImbalancePercent = 10; // Kafka's own leader.imbalance.per.broker.percentage

    public static IEnumerable<HealthCheck> Offline(CheckContext context) => Judge(
        context, HealthChecks.OfflinePartitions, Critical, context.Partitions.Offline, "without a leader: nothing can be written to or read from them",
        "No partition is without a leader.", "Start the brokers that hold their replicas (Get-LlmKafkaTopic -Detailed names them).");

    public static IEnumerable<HealthCheck> UnderMinIsr(CheckContext context) => Judge(
        context, HealthChecks.UnderMinIsr, Critical, context.Partitions.UnderMinIsr, "with fewer in-sync replicas than min.insync.replicas: writes with acks=all are refused",
        "Every partition has the in-sync replicas that acks=all needs.", "Start the brokers that are missing, or find out why their replicas don't catch up.", needsMinimum: true);

    public static IEnumerable<HealthCheck> AtMinIsr(CheckContext context) => Judge(
        context, HealthChecks.AtMinIsr, Warning, context.Partitions.AtMinIsr, "at min.insync.replicas: one more failure, and writes with acks=all are refused",
        "Every partition can lose a replica more.", "Start the brokers that are missing, or find out why their replicas don't catch up.", needsMinimum: true);

    public static IEnumerable<HealthCheck> UnderReplicated(CheckContext context) => Judge(
        context, HealthChecks.UnderReplicated, Warning, context.Partitions.UnderReplicated, "with replicas that are not in sync",
        "All replicas are in sync.", "Start the brokers that are missing, or find out why their replicas don't catch up.");

    public static IEnumerable<HealthCheck> Reassignments(CheckContext context)
    {
        var part = context.Survey.Reassignments;
        if (part.Value is null || part.Value.ErrorCode != KafkaProtocol.Errors.ErrorCode.None)
        {
            yield return Rights.NotSeen(HealthChecks.Reassignments, Warning, "Reassignments in progress", part.Failure, part.Value?.ErrorCode, "DESCRIBE on the cluster");
            yield break;
        }

        var moving = context.Partitions.Reassigning.Select(item => $"{item.Key.Topic}-{item.Key.Partition}").Order(StringComparer.Ordinal).ToList();
        yield return Passed(HealthChecks.Reassignments, Warning, $"{moving.Count}", null,
            moving.Count == 0 ? "No reassignment is in progress." : $"{Count(moving.Count, "partition")} being reassigned, which is no fault: {Join(moving)}.", moving.Count == 0 ? null : Join(moving));
    }

    public static IEnumerable<HealthCheck> PreferredLeaders(CheckContext context)
    {
        var alive = context.Survey.Answering.Select(broker => broker.Id).ToHashSet();
        var led = context.Survey.Partitions.Where(item => item.Partition is { LeaderId: >= 0, ReplicaNodes.Length: > 0 } && alive.Contains(item.Partition.ReplicaNodes[0])).ToList();
        var off = led.Where(item => item.Partition.LeaderId != item.Partition.ReplicaNodes[0]).Select(item => $"{item.Topic.Name}-{item.Partition.PartitionIndex}").ToList();
        var expected = $"at most {ImbalancePercent} %";
        yield return off.Count * 100 <= led.Count * ImbalancePercent
            ? Rights.HiddenPartitions(context, HealthChecks.PreferredLeaders, Warning, expected) ?? Passed(HealthChecks.PreferredLeaders, Warning, $"{off.Count}", expected,
                off.Count == 0 ? "Every leader is on its preferred replica." : $"{Count(off.Count, "leader")} of {led.Count} off the preferred replica.", off.Count == 0 ? null : Join(off))
            : Failed(HealthChecks.PreferredLeaders, Warning, $"{off.Count}", expected, $"{Count(off.Count, "leader")} of {led.Count} off the preferred replica: {Join(off)}.", Join(off),
                "Wait five minutes for the brokers' own rebalancing, or run kafka-leader-election.sh --election-type PREFERRED --all-topic-partitions.");
    }

    private static IEnumerable<HealthCheck> Judge(
        CheckContext context, string name, string severity, List<string> partitions, string fault, string fine, string remedy, bool needsMinimum = false)
    {
        if (partitions.Count > 0)
        {
            yield return Failed(name, severity, $"{partitions.Count}", "0", $"{Count(partitions.Count, "partition")} {fault}: {Join(partitions)}.", Join(partitions), remedy);
        }

        var unseen = context.Partitions.WithoutMinimum;
        if (needsMinimum && unseen.Count > 0)
        {
            yield return Unknown(name, severity, "0", $"min.insync.replicas of {Count(unseen.Count, "topic")} can't be seen: {Join(unseen)}.", Join(unseen),
                "Have an administrator grant DESCRIBE_CONFIGS on the topics.");
        }
        else if (Rights.HiddenPartitions(context, name, severity, "0") is { } unknown)
        {
            yield return unknown;
        }
        else if (partitions.Count == 0)
        {
            yield return Passed(name, severity, "0", "0", fine);
        }
    }
}
