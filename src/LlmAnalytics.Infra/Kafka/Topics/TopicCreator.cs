using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>
/// Creates topics: one look at what is there, one CreateTopics request for what is missing, a wait until every broker knows it. What exists is compared
/// with what was asked for.
/// </summary>
internal sealed class TopicCreator(ClusterClient cluster, TopicCreation creation, IOperation operation)
{
    private const string CreateRight = "CREATE on the cluster or on the topic";

    private readonly ClusterWriter _writer = new(cluster, operation);

    public async IAsyncEnumerable<KafkaTopicResult> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var definitions = Distinct();
        if (definitions.Count == 0)
        {
            yield break;
        }

        operation.Progress("Looking at the cluster", -1);
        var metadata = await cluster.GetMetadataAsync(definitions.Select(definition => definition.Name), cancellationToken).ConfigureAwait(false);
        var known = metadata.Topics.ToDictionary(topic => topic.Name ?? "", StringComparer.Ordinal);
        var existing = definitions.Where(definition => known.GetValueOrDefault(definition.Name)?.ErrorCode == ErrorCode.None).ToList();
        await foreach (var result in CompareAsync(existing, known, cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }

        var (approved, planned) = await ApproveAsync(Missing(definitions, known)).ConfigureAwait(false);
        foreach (var result in await PlanAsync(planned, metadata.Brokers.Length, cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }

        if (approved.Count > 0)
        {
            await foreach (var result in CreateAsync(approved, cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
    }

    /// <summary>The definitions, each topic once.</summary>
    private List<KafkaTopicDefinition> Distinct()
    {
        var definitions = new List<KafkaTopicDefinition>();
        foreach (var group in creation.Definitions.GroupBy(definition => definition.Name, StringComparer.Ordinal))
        {
            if (group.All(definition => IsSame(definition, group.First())))
            {
                definitions.Add(group.First());
            }
            else
            {
                operation.Report(TopicProblems.Duplicate(group.Key));
            }
        }

        return definitions;
    }

    private static bool IsSame(KafkaTopicDefinition one, KafkaTopicDefinition other) =>
        one.Partitions == other.Partitions
        && one.ReplicationFactor == other.ReplicationFactor
        && one.Config.OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual(other.Config.OrderBy(pair => pair.Key, StringComparer.Ordinal));

    private List<KafkaTopicDefinition> Missing(List<KafkaTopicDefinition> definitions, Dictionary<string, MetadataTopic> known)
    {
        var missing = new List<KafkaTopicDefinition>();
        foreach (var definition in definitions)
        {
            switch (known.GetValueOrDefault(definition.Name)?.ErrorCode ?? ErrorCode.UnknownTopicOrPartition)
            {
                case ErrorCode.None:
                    break;
                case ErrorCode.UnknownTopicOrPartition:
                case ErrorCode.TopicAuthorizationFailed: // one may have the right to create what one may not see
                    missing.Add(definition);
                    break;
                case var code:
                    operation.Report(TopicProblems.From(definition.Name, code, null, CreateRight));
                    break;
            }
        }

        return missing;
    }

    private async IAsyncEnumerable<KafkaTopicResult> CompareAsync(
        List<KafkaTopicDefinition> existing, Dictionary<string, MetadataTopic> known, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (existing.Count == 0)
        {
            yield break;
        }

        var configs = await TopicConfigs.ReadAsync(cluster, [.. existing.Select(definition => definition.Name)], cancellationToken).ConfigureAwait(false);
        foreach (var definition in existing)
        {
            if (configs.TryGetValue(definition.Name, out var config) && config.ErrorCode == ErrorCode.None)
            {
                yield return Compared(definition, known[definition.Name], config.Configs);
            }
            else
            {
                operation.Report(TopicProblems.From(definition.Name, config?.ErrorCode ?? ErrorCode.UnknownServerError, config?.ErrorMessage, "DESCRIBE_CONFIGS on the topic"));
            }
        }
    }

    private static KafkaTopicResult Compared(KafkaTopicDefinition definition, MetadataTopic topic, DescribeConfigsResourceResult[] settings)
    {
        var factor = topic.Partitions.Max(partition => partition.ReplicaNodes.Length);
        var differences = TopicDrift.Compare(definition, topic.Partitions.Length, factor, settings);
        return new KafkaTopicResult
        {
            Name = definition.Name,
            Status = differences.Count == 0 ? "Unchanged" : "Drifted",
            PartitionCount = topic.Partitions.Length,
            ReplicationFactor = factor,
            Differences = differences,
        };
    }

    private async Task<(List<KafkaTopicDefinition> Approved, List<KafkaTopicDefinition> Planned)> ApproveAsync(List<KafkaTopicDefinition> missing)
    {
        var approved = new List<KafkaTopicDefinition>();
        var planned = new List<KafkaTopicDefinition>();
        foreach (var definition in missing)
        {
            var factor = definition.ReplicationFactor is { } n ? $"replication factor {n}" : "the brokers' default replication factor";
            var approval = await operation.ApproveAsync($"topic '{definition.Name}' on cluster {cluster.ClusterId}", $"Create ({definition.Partitions} partitions, {factor})").ConfigureAwait(false);
            switch (approval)
            {
                case Approval.Approved:
                    approved.Add(definition);
                    break;
                case Approval.WhatIf:
                    planned.Add(definition);
                    break;
            }
        }

        return (approved, planned);
    }

    /// <summary>Asks the broker what it would answer (validateOnly), and adds what it doesn't look at.</summary>
    private async Task<List<KafkaTopicResult>> PlanAsync(List<KafkaTopicDefinition> planned, int liveBrokers, CancellationToken cancellationToken)
    {
        var results = new List<KafkaTopicResult>();
        if (planned.Count == 0)
        {
            return results;
        }

        var answers = await SendAsync(planned, validateOnly: true, cancellationToken).ConfigureAwait(false);
        foreach (var definition in planned)
        {
            var answer = answers[definition.Name];
            if (answer.ErrorCode != ErrorCode.None)
            {
                operation.Report(TopicProblems.From(definition.Name, answer.ErrorCode, answer.ErrorMessage, CreateRight));
                continue;
            }

            var factor = answer.ReplicationFactor > 0 ? answer.ReplicationFactor : definition.ReplicationFactor ?? 0;
            var warnings = TopicPlanWarnings.For(definition, factor, answer, liveBrokers);
            foreach (var warning in warnings)
            {
                operation.Warn($"Topic '{definition.Name}': {warning}");
            }

            results.Add(new KafkaTopicResult
            {
                Name = definition.Name,
                Status = "Planned",
                PartitionCount = definition.Partitions,
                ReplicationFactor = factor,
                Differences = definition.Config.Select(setting => new SettingDifference(setting.Key, setting.Value, null, ConfigSources.None)).ToArray(),
                Warnings = warnings,
            });
        }

        return results;
    }

    private async IAsyncEnumerable<KafkaTopicResult> CreateAsync(List<KafkaTopicDefinition> approved, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        operation.Progress($"Creating {approved.Count} topics", 10);
        if (creation.WaitFor != TopicReadiness.None)
        {
            cluster.Prepare();
        }

        var answers = await SendOrReadBackAsync(approved, cancellationToken).ConfigureAwait(false);
        var created = new List<(KafkaTopicDefinition Definition, CreatableTopicResult Answer)>();
        var already = new List<KafkaTopicDefinition>();
        foreach (var definition in approved)
        {
            if (answers.TryGetValue(definition.Name, out var answer))
            {
                switch (answer.ErrorCode)
                {
                    case ErrorCode.None:
                    case ErrorCode.TopicAlreadyExists when _writer.WasResent: // our own first try, whose answer got lost
                        created.Add((definition, answer));
                        break;
                    case ErrorCode.TopicAlreadyExists:
                        already.Add(definition);
                        break;
                    default:
                        operation.Report(TopicProblems.From(definition.Name, answer.ErrorCode, answer.ErrorMessage, CreateRight));
                        break;
                }
            }
        }

        var readiness = await new TopicReadinessWait(cluster, operation)
            .WaitAsync([.. created.Select(topic => topic.Definition.Name)], creation.WaitFor, cancellationToken).ConfigureAwait(false);
        foreach (var (definition, answer) in created)
        {
            yield return new KafkaTopicResult
            {
                Name = definition.Name,
                Status = "Created",
                PartitionCount = answer.NumPartitions > 0 ? answer.NumPartitions : definition.Partitions,
                ReplicationFactor = answer.ReplicationFactor > 0 ? answer.ReplicationFactor : definition.ReplicationFactor ?? 0,
                Availability = readiness.Availability(definition.Name),
                Warnings = readiness.Warnings,
            };
        }

        await foreach (var result in CompareNewlyFoundAsync(already, cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    /// <summary>Somebody else created them between our look and our request.</summary>
    private async IAsyncEnumerable<KafkaTopicResult> CompareNewlyFoundAsync(List<KafkaTopicDefinition> found, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (found.Count > 0)
        {
            var metadata = await cluster.GetMetadataAsync(found.Select(definition => definition.Name), cancellationToken).ConfigureAwait(false);
            var known = metadata.Topics.Where(topic => topic.ErrorCode == ErrorCode.None).ToDictionary(topic => topic.Name ?? "", StringComparer.Ordinal);
            foreach (var unseen in found.Where(definition => !known.ContainsKey(definition.Name)))
            {
                operation.Report(TopicProblems.NotAuthorized(unseen.Name, "DESCRIBE on the topic"));
            }

            await foreach (var result in CompareAsync([.. found.Where(definition => known.ContainsKey(definition.Name))], known, cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
    }

    /// <summary>Sends the request. Without an answer the outcome is unknown: then the cluster is asked which topics are there.</summary>
    private async Task<Dictionary<string, CreatableTopicResult>> SendOrReadBackAsync(List<KafkaTopicDefinition> approved, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(approved, validateOnly: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectionProblems.IsConnectionFailure(e))
        {
            var readBack = await ReadBack.TopicsAsync(cluster, approved.Select(definition => definition.Name)).ConfigureAwait(false) ?? [];
            foreach (var unknown in approved.Where(definition => !readBack.ContainsKey(definition.Name)))
            {
                operation.Report(TopicProblems.OutcomeUnknown(unknown.Name, "CreateTopics", ConnectionProblems.From(e).Message));
            }

            return readBack.Keys.ToDictionary(name => name, name => new CreatableTopicResult { Name = name }, StringComparer.Ordinal);
        }
    }

    private async Task<Dictionary<string, CreatableTopicResult>> SendAsync(List<KafkaTopicDefinition> definitions, bool validateOnly, CancellationToken cancellationToken)
    {
        var request = new CreateTopicsRequest
        {
            ValidateOnly = validateOnly,
            TimeoutMs = ReadBack.BrokerTimeoutMs,
            Topics = [.. definitions.Select(definition => new CreatableTopic
            {
                Name = definition.Name,
                NumPartitions = definition.Partitions,
                ReplicationFactor = (short)Math.Min(definition.ReplicationFactor ?? -1, short.MaxValue), // more than the wire holds: the broker refuses it all the same
                Configs = [.. definition.Config.Select(setting => new CreatableTopicConfig { Name = setting.Key, Value = setting.Value })],
            })],
        };
        var response = await _writer.SendAsync(request, answer => answer.Topics.Select(topic => topic.ErrorCode), cancellationToken).ConfigureAwait(false);
        return response.Topics.ToDictionary(topic => topic.Name, StringComparer.Ordinal);
    }
}
