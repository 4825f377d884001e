using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Kafka.Health.Checks;

/// <summary>The controllers: a leader, and voters that follow it.</summary>
internal static class QuorumCheck
{
    private const string Expected = "a leader, every voter within 10 s of it";
    private const int MaxBehindMs = 10_000; // five times the controllers' default fetch interval bound: a follower that is well fetches twice a second

    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        const string name = HealthChecks.Quorum;
        var part = context.Survey.Quorum;
        var partition = part.Value?.Topics.FirstOrDefault()?.Partitions.FirstOrDefault();
        var error = part.Value?.ErrorCode is { } code && code != ErrorCode.None ? code : partition?.ErrorCode ?? ErrorCode.None;
        if (partition is null || error != ErrorCode.None)
        {
            yield return Rights.NotSeen(name, Critical, "The controllers' quorum", part.Failure, error == ErrorCode.None ? null : error, "DESCRIBE on the cluster");
            yield break;
        }

        if (partition.LeaderId < 0)
        {
            yield return Failed(name, Critical, "no leader", Expected, "The controllers have no leader: no topic can be created, no leader elected.", null,
                "Start the controllers that are missing; more than half of the voters are needed.");
            yield break;
        }

        var leader = partition.CurrentVoters.FirstOrDefault(voter => voter.ReplicaId == partition.LeaderId);
        var behind = partition.CurrentVoters.Where(voter => voter.ReplicaId != partition.LeaderId).Where(voter => IsBehind(voter, leader)).ToList();
        var lags = Join(partition.CurrentVoters.Select(voter => $"{voter.ReplicaId}: {Lag(voter, leader)}"));
        var observed = $"leader {partition.LeaderId}; lag of voters {lags}";
        if (behind.Count > 0)
        {
            // With half of the voters or more behind, the next one lost is the quorum lost.
            var spare = partition.CurrentVoters.Length - behind.Count - ((partition.CurrentVoters.Length / 2) + 1);
            yield return Failed(name, spare > 0 ? Warning : Critical, observed, Expected,
                $"{Count(behind.Count, "voter")} of {partition.CurrentVoters.Length} not following the leader, node {partition.LeaderId}: {Join(behind.Select(voter => $"node {voter.ReplicaId}"))}."
                + (spare > 0 ? "" : " One more, and the cluster can't elect leaders or change topics."),
                Join(behind.Select(voter => $"node {voter.ReplicaId}")), "Start the controllers that are missing; look into their logs.");
        }
        else
        {
            yield return Passed(name, Critical, observed, Expected, $"Node {partition.LeaderId} leads {Count(partition.CurrentVoters.Length, "voter")}, all of which follow.");
        }
    }

    /// <summary>Whether a voter has not caught up for a while. Brokers tell the times from version 1 on; without them only the records that it lacks tell.</summary>
    private static bool IsBehind(DescribeQuorumReplicaState voter, DescribeQuorumReplicaState? leader) =>
        leader is { LastCaughtUpTimestamp: > 0 }
            ? leader.LastCaughtUpTimestamp - voter.LastCaughtUpTimestamp > MaxBehindMs
            : Lag(voter, leader) > 1_000;

    private static long Lag(DescribeQuorumReplicaState voter, DescribeQuorumReplicaState? leader) => Math.Max(0, (leader?.LogEndOffset ?? voter.LogEndOffset) - voter.LogEndOffset);
}
