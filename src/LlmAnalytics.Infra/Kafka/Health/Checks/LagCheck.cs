using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Kafka.Health.Checks;

/// <summary>
/// How far consumer groups are behind, in messages. A partition without a commit, or without a leader to tell its end, has an unknown lag, which is neither
/// none nor the whole partition.
/// </summary>
internal static class LagCheck
{
    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        const string name = HealthChecks.ConsumerLag;
        var expected = $"at most {context.Query.MaxLag} messages a group";
        var ends = Ends(context.Survey);
        var groups = Groups(context.Survey, ends).OrderByDescending(group => group.Lag).ToList();
        var found = new List<HealthCheck>();
        var behind = groups.Where(group => group.Lag > context.Query.MaxLag).ToList();
        if (behind.Count > 0)
        {
            found.Add(Failed(name, Warning, Join(behind.Select(group => $"{group.Id}: {group.Lag}")), expected,
                $"{Count(behind.Count, "group")} behind: {Join(behind.Select(group => $"{group.Id} by {group.Lag} messages"))}.", Join(behind.Select(group => group.Id)),
                "Look whether the group's consumers run and keep up; add consumers, up to one a partition."));
        }

        var unknown = groups.Where(group => group.Unknown is not null).ToList();
        if (unknown.Count > 0)
        {
            found.Add(Unknown(name, Warning, expected, $"The lag of {Count(unknown.Count, "group")} is not known, or not wholly: {Join(unknown.Select(group => $"{group.Id} ({group.Unknown})"))}.",
                Join(unknown.Select(group => group.Id)), "A group that commits shows its lag; a partition with a leader shows its end."));
        }

        found.AddRange(Unseen(context.Survey, expected));
        return found.Count > 0
            ? found
            : [Passed(name, Warning, groups.Count == 0 ? "no groups" : $"at most {groups[0].Lag}", expected, groups.Count == 0 ? "There are no consumer groups." : $"{Count(groups.Count, "group")}, the furthest behind by {groups[0].Lag} messages.")];
    }

    private static IEnumerable<HealthCheck> Unseen(ClusterSurvey survey, string expected)
    {
        const string name = HealthChecks.ConsumerLag;
        // Of a broker that the cluster has given up, other brokers have taken over the groups.
        var silent = survey.Brokers.Where(broker => broker is { Groups: null, IsInMetadata: true }).ToList();
        if (silent.Count > 0)
        {
            yield return Unknown(name, Warning, expected, $"Groups that {Join(silent.Select(broker => broker.ToString()))} coordinates are not known: it doesn't answer.",
                Join(silent.Select(broker => broker.ToString())), "Start the broker, or wait until another one has taken over its groups.");
        }

        var leaderless = survey.Partitions.Count(item => item.Topic.Name == LagSurveyor.OffsetsTopic && item.Partition.LeaderId < 0);
        if (leaderless > 0)
        {
            yield return Unknown(name, Warning, expected, $"Groups in {Count(leaderless, "partition")} of {LagSurveyor.OffsetsTopic} without a leader have no coordinator: neither they nor their lag are known.",
                LagSurveyor.OffsetsTopic, "Start the brokers that hold the partition's replicas (Get-LlmKafkaTopic -Detailed names them).");
        }

        var loading = survey.Brokers.Where(broker => broker.Groups is { ErrorCode: not ErrorCode.None }).ToList();
        if (loading.Count > 0)
        {
            yield return Rights.NotSeen(name, Warning, $"The groups of {Join(loading.Select(broker => broker.ToString()))}", null, loading[0].Groups!.ErrorCode, "DESCRIBE on the groups");
        }
        else if (Rights.MayDescribeCluster(survey) == false)
        {
            yield return Unknown(name, Warning, expected, "There may be more groups than the user may see: the user lacks DESCRIBE on the cluster.", null, "Have an administrator grant DESCRIBE on the cluster, or on all groups.");
        }
    }

    private static Dictionary<(string Topic, int Partition), long> Ends(ClusterSurvey survey) => survey.Answering
        .SelectMany(broker => broker.EndOffsets?.Topics ?? [])
        .SelectMany(topic => topic.Partitions.Where(partition => partition is { ErrorCode: ErrorCode.None, Offset: >= 0 }).Select(partition => (Key: (topic.Name, partition.PartitionIndex), partition.Offset)))
        .ToDictionary(item => item.Key, item => item.Offset);

    private static IEnumerable<GroupLag> Groups(ClusterSurvey survey, Dictionary<(string Topic, int Partition), long> ends)
    {
        foreach (var broker in survey.Answering)
        {
            var offsets = (broker.Offsets?.Groups ?? []).ToDictionary(group => group.GroupId, StringComparer.Ordinal);
            foreach (var group in LagSurveyor.Consumers(broker.Groups))
            {
                var failure = broker.Failures.GetValueOrDefault(ApiKey.OffsetFetch);
                yield return offsets.TryGetValue(group.GroupId, out var committed)
                    ? Lag(group, committed, ends)
                    : new GroupLag(group.GroupId, 0, failure ?? "its coordinator told no offsets");
            }
        }
    }

    private static GroupLag Lag(ListedGroup group, OffsetFetchResponseGroup committed, Dictionary<(string Topic, int Partition), long> ends)
    {
        if (committed.ErrorCode != ErrorCode.None)
        {
            return new GroupLag(group.GroupId, 0, committed.ErrorCode == ErrorCode.GroupAuthorizationFailed ? "the user lacks DESCRIBE on the group" : committed.ErrorCode.KafkaName());
        }

        var partitions = committed.Topics.SelectMany(topic => topic.Partitions.Select(partition => (topic.Name, Partition: partition))).ToList();
        var withOffset = partitions.Where(item => item.Partition is { ErrorCode: ErrorCode.None, CommittedOffset: >= 0 }).ToList();
        var known = withOffset.Where(item => ends.ContainsKey((item.Name, item.Partition.PartitionIndex))).ToList();
        var lag = known.Sum(item => Math.Max(0, ends[(item.Name, item.Partition.PartitionIndex)] - item.Partition.CommittedOffset));
        var unknown = new List<string>();
        if (withOffset.Count == 0 && group.GroupState is not ("Empty" or "Dead"))
        {
            unknown.Add("it has committed nothing");
        }

        AddCount(unknown, partitions.Count - withOffset.Count, "without a commit");
        AddCount(unknown, withOffset.Count - known.Count, "without a leader that tells the end");
        return new GroupLag(group.GroupId, lag, unknown.Count == 0 ? null : string.Join(", ", unknown));
    }

    private static void AddCount(List<string> texts, int count, string what)
    {
        if (count > 0)
        {
            texts.Add($"{Count(count, "partition")} {what}");
        }
    }

    private sealed record GroupLag(string Id, long Lag, string? Unknown);
}
