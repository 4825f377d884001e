using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>
/// Waits until new topics are ready. Visible: every broker knows them and shows a leader for every partition. Serving: those leaders also answer, which on
/// a real cluster takes another 0.6 to 1.1 s, since a leader must first be told that it is one.
/// </summary>
internal sealed class TopicReadinessWait(ClusterClient cluster, IOperation operation)
{
    private const long Latest = -1;
    private static readonly HashSet<string> None = [];
    private static readonly TimeSpan LeaderPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits.</summary>
    /// <param name="topics">The topics that were created.</param>
    /// <param name="goal">How far they must be ready.</param>
    /// <param name="cancellationToken">Ends the wait; how far they were ready then is in the result.</param>
    public async Task<TopicReadinessReport> WaitAsync(IReadOnlyList<string> topics, TopicReadiness goal, CancellationToken cancellationToken)
    {
        if (goal == TopicReadiness.None || topics.Count == 0)
        {
            return TopicReadinessReport.NotChecked;
        }

        operation.Progress("Waiting until every broker knows the topics", 60);
        var request = new MetadataRequest { Topics = [.. topics.Select(name => new MetadataRequestTopic { Name = name })] };
        var laggards = await new Convergence(cluster).WaitAsync(request, Lacking, cancellationToken).ConfigureAwait(false);
        foreach (var laggard in laggards)
        {
            operation.Warn(laggard.Message);
        }

        List<string> warnings = [.. laggards.Select(laggard => laggard.Message)];
        if (laggards.Any(laggard => laggard.Answers) || laggards.Count == cluster.Brokers.Count)
        {
            return new TopicReadinessReport("Pending", None, warnings);
        }

        if (goal == TopicReadiness.Visible)
        {
            return new TopicReadinessReport("Visible", None, warnings);
        }

        operation.Progress("Waiting until every leader answers", 80);
        var silent = await WaitForLeadersAsync(topics, cancellationToken).ConfigureAwait(false);
        if (silent.Count > 0)
        {
            var warning = $"The leaders of some partitions don't answer yet: {string.Join(", ", silent.Order(StringComparer.Ordinal))}.";
            operation.Warn(warning);
            warnings.Add(warning);
        }

        return new TopicReadinessReport("Serving", silent, warnings);
    }

    private static string? Lacking(MetadataResponse metadata)
    {
        var unknown = metadata.Topics.FirstOrDefault(topic => topic.ErrorCode != ErrorCode.None || topic.Partitions.Length == 0);
        if (unknown is not null)
        {
            return $"topic '{unknown.Name}' is not known there";
        }

        var leaderless = metadata.Topics.FirstOrDefault(topic => topic.Partitions.Any(partition => partition.LeaderId < 0));
        return leaderless is null ? null : $"topic '{leaderless.Name}' has partitions without a leader";
    }

    /// <summary>Asks every leader for the end of its partitions until all have answered; leaders may move meanwhile.</summary>
    /// <returns>The topics of which a partition's leader has not answered.</returns>
    private async Task<HashSet<string>> WaitForLeadersAsync(IReadOnlyList<string> topics, CancellationToken cancellationToken)
    {
        var waiting = new HashSet<string>(topics, StringComparer.Ordinal);
        try
        {
            while (waiting.Count > 0)
            {
                var metadata = await cluster.GetMetadataAsync(waiting, cancellationToken).ConfigureAwait(false);
                var answers = await Task.WhenAll(metadata.Brokers.Select(broker => AskLeaderAsync(broker, metadata, cancellationToken))).ConfigureAwait(false);
                var notServing = answers.SelectMany(names => names)
                    .Concat(metadata.Topics.Where(topic => topic.Partitions.Length == 0 || topic.Partitions.Any(partition => partition.LeaderId < 0)).Select(topic => topic.Name ?? ""));
                waiting.IntersectWith(notServing.ToHashSet(StringComparer.Ordinal));
                if (waiting.Count > 0)
                {
                    await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or AggregateException)
        {
            operation.Verbose($"The wait for leaders ended early: {e.Message}");
        }

        return waiting;
    }

    /// <returns>The topics of which this leader doesn't serve a partition.</returns>
    private async Task<IEnumerable<string>> AskLeaderAsync(MetadataBroker leader, MetadataResponse metadata, CancellationToken cancellationToken)
    {
        var led = metadata.Topics
            .Select(topic => new ListOffsetsTopic
            {
                Name = topic.Name ?? "",
                Partitions = [.. topic.Partitions.Where(partition => partition.LeaderId == leader.NodeId)
                    .Select(partition => new ListOffsetsPartition { PartitionIndex = partition.PartitionIndex, Timestamp = Latest })],
            })
            .Where(topic => topic.Partitions.Length > 0).ToArray();
        if (led.Length == 0)
        {
            return [];
        }

        try
        {
            var response = await cluster.SendAsync(new ServerEndPoint(leader.Host, leader.Port), new ListOffsetsRequest { Topics = led }, LeaderPatience, cancellationToken)
                .ConfigureAwait(false);
            return response.Topics.Where(topic => topic.Partitions.Any(IsNotServed)).Select(topic => topic.Name);
        }
        catch (BrokerConnectionException e)
        {
            operation.Verbose($"Leader {leader.NodeId}: {e.Message}");
            return led.Select(topic => topic.Name);
        }
    }

    // A user who may create a topic but not read its offsets has an answer too: the leader serves.
    private static bool IsNotServed(ListOffsetsPartitionResponse partition) => partition.ErrorCode is not (ErrorCode.None or ErrorCode.TopicAuthorizationFailed);
}
