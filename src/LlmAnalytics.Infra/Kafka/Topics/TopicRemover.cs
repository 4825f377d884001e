using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>Deletes topics in one request and waits until every broker has forgotten them.</summary>
internal sealed class TopicRemover(ClusterClient cluster, TopicRemoval removal, IOperation operation)
{
    private const string DeleteRight = "DELETE on the topic";

    private readonly ClusterWriter _writer = new(cluster, operation);

    public async IAsyncEnumerable<KafkaTopicResult> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        operation.Progress("Looking at the topics", -1);
        var topics = await new TopicSelection(cluster, operation).FindAsync(removal.Names, patternsMatchInternal: false, cancellationToken).ConfigureAwait(false);
        var approved = new List<MetadataTopic>();
        foreach (var topic in topics)
        {
            if (topic.IsInternal || TopicNames.IsInternal(topic.Name!))
            {
                operation.Report(TopicProblems.Internal(topic.Name!)); // a broker deletes it without protest, if the user may
                continue;
            }

            switch (await operation.ApproveAsync($"topic '{topic.Name}' on cluster {cluster.ClusterId}", $"Remove ({topic.Partitions.Length} partitions and all their records)").ConfigureAwait(false))
            {
                case Approval.Approved:
                    approved.Add(topic);
                    break;
                case Approval.WhatIf:
                    yield return Result(topic, "Planned", "NotChecked", []);
                    break;
            }
        }

        if (approved.Count > 0)
        {
            await foreach (var result in RemoveAsync(approved, cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
    }

    private async IAsyncEnumerable<KafkaTopicResult> RemoveAsync(List<MetadataTopic> approved, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        operation.Progress($"Removing {approved.Count} topics", 30);
        var answers = await SendOrReadBackAsync(approved, cancellationToken).ConfigureAwait(false);
        var removed = new List<MetadataTopic>();
        foreach (var topic in approved)
        {
            if (answers.TryGetValue(topic.Name!, out var answer))
            {
                if (answer.ErrorCode is ErrorCode.None or ErrorCode.UnknownTopicOrPartition or ErrorCode.UnknownTopicId)
                {
                    removed.Add(topic); // unknown by now: our own first try, or somebody else's, did it
                }
                else
                {
                    operation.Report(TopicProblems.From(topic.Name!, answer.ErrorCode, answer.ErrorMessage, DeleteRight));
                }
            }
        }

        if (removed.Count == 0)
        {
            yield break;
        }

        operation.Progress("Waiting until every broker has forgotten the topics", 60);
        var ids = removed.Select(topic => topic.TopicId).ToHashSet();
        var request = new MetadataRequest { Topics = [.. removed.Select(topic => new MetadataRequestTopic { Name = topic.Name })] };
        var laggards = await new Convergence(cluster).WaitAsync(request, metadata => Remaining(metadata, ids), cancellationToken).ConfigureAwait(false);
        foreach (var laggard in laggards)
        {
            operation.Warn(laggard.Message);
        }

        var availability = laggards.Any(laggard => laggard.Answers) ? "Pending" : "Gone";
        foreach (var topic in removed)
        {
            yield return Result(topic, "Removed", availability, [.. laggards.Select(laggard => laggard.Message)]);
        }
    }

    /// <summary>What a broker still shows. A topic of the same name and another id was created anew: the old one is gone.</summary>
    private static string? Remaining(MetadataResponse metadata, HashSet<Guid> ids)
    {
        var topic = metadata.Topics.FirstOrDefault(topic => topic.ErrorCode == ErrorCode.None && ids.Contains(topic.TopicId));
        return topic is null ? null : $"topic '{topic.Name}' is still known there";
    }

    private async Task<Dictionary<string, DeletableTopicResult>> SendOrReadBackAsync(List<MetadataTopic> topics, CancellationToken cancellationToken)
    {
        try
        {
            // By name: deleting by id takes the same right, and brokers before 2.8 can't.
            var request = new DeleteTopicsRequest { TimeoutMs = ReadBack.BrokerTimeoutMs, Topics = [.. topics.Select(topic => new DeleteTopicState { Name = topic.Name })] };
            var response = await _writer.SendAsync(request, answer => answer.Responses.Select(topic => topic.ErrorCode), cancellationToken).ConfigureAwait(false);
            return response.Responses.ToDictionary(topic => topic.Name ?? "", StringComparer.Ordinal);
        }
        catch (Exception e) when (ConnectionProblems.IsConnectionFailure(e))
        {
            var cause = ConnectionProblems.From(e).Message;
            var left = await ReadBack.TopicsAsync(cluster, topics.Select(topic => topic.Name!)).ConfigureAwait(false);
            var gone = topics.Where(topic => left is not null && left.GetValueOrDefault(topic.Name!) != topic.TopicId).ToList();
            foreach (var topic in topics.Except(gone))
            {
                operation.Report(TopicProblems.OutcomeUnknown(topic.Name!, "DeleteTopics", cause));
            }

            return gone.ToDictionary(topic => topic.Name!, topic => new DeletableTopicResult { Name = topic.Name }, StringComparer.Ordinal);
        }
    }

    private static KafkaTopicResult Result(MetadataTopic topic, string status, string availability, IReadOnlyList<string> warnings) => new()
    {
        Name = topic.Name!,
        Status = status,
        PartitionCount = topic.Partitions.Length,
        ReplicationFactor = topic.Partitions.Max(partition => partition.ReplicaNodes.Length),
        Availability = availability,
        Warnings = warnings,
    };
}
