using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>
/// Changes single settings (IncrementalAlterConfigs, never AlterConfigs, which resets every setting that it isn't told) and raises partition counts. Settings
/// go first: they are atomic for a topic, and a partition count is for good.
/// </summary>
internal sealed class TopicChanger(ClusterClient cluster, TopicChange change, IOperation operation)
{
    private const string AlterConfigsRight = "ALTER_CONFIGS on the topic";
    private const string AlterRight = "ALTER on the topic";

    private readonly ClusterWriter _writer = new(cluster, operation);

    public async IAsyncEnumerable<KafkaTopicResult> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        operation.Progress("Looking at the topics", -1);
        var topics = await new TopicSelection(cluster, operation).FindAsync(change.Names, patternsMatchInternal: false, cancellationToken).ConfigureAwait(false);
        var plans = await PlanAsync(topics, cancellationToken).ConfigureAwait(false);
        var approved = new List<TopicChangePlan>();
        var planned = new List<TopicChangePlan>();
        foreach (var plan in plans)
        {
            if (plan.IsEmpty)
            {
                yield return Result(plan, "Unchanged", []);
                continue;
            }

            foreach (var warning in plan.Warnings)
            {
                operation.Warn($"Topic '{plan.Name}': {warning}");
            }

            switch (await operation.ApproveAsync($"topic '{plan.Name}' on cluster {cluster.ClusterId}", $"Set {plan.Summary}").ConfigureAwait(false))
            {
                case Approval.Approved:
                    approved.Add(plan);
                    break;
                case Approval.WhatIf:
                    planned.Add(plan);
                    break;
            }
        }

        foreach (var plan in await ApplyAsync(planned, validateOnly: true, cancellationToken).ConfigureAwait(false))
        {
            yield return Result(plan, "Planned", plan.Warnings);
        }

        var changed = await ApplyAsync(approved, validateOnly: false, cancellationToken).ConfigureAwait(false);
        var laggards = await WaitAsync(changed, cancellationToken).ConfigureAwait(false);
        foreach (var plan in changed)
        {
            yield return Result(plan, "Changed", [.. plan.Warnings, .. laggards.Select(laggard => laggard.Message).Distinct()]) with
            {
                Availability = laggards.Any(laggard => laggard.Answers) ? "Pending" : "Visible",
            };
        }
    }

    private async Task<List<TopicChangePlan>> PlanAsync(List<MetadataTopic> topics, CancellationToken cancellationToken)
    {
        var plans = new List<TopicChangePlan>();
        var configs = topics.Count == 0
            ? []
            : await TopicConfigs.ReadAsync(cluster, [.. topics.Select(topic => topic.Name!)], cancellationToken, withSynonyms: true).ConfigureAwait(false);
        foreach (var topic in topics)
        {
            if (topic.IsInternal || TopicNames.IsInternal(topic.Name!))
            {
                operation.Report(TopicProblems.Internal(topic.Name!));
            }
            else if (configs.GetValueOrDefault(topic.Name!) is not { ErrorCode: ErrorCode.None } config)
            {
                var failed = configs.GetValueOrDefault(topic.Name!);
                operation.Report(TopicProblems.From(topic.Name!, failed?.ErrorCode ?? ErrorCode.UnknownServerError, failed?.ErrorMessage, "DESCRIBE_CONFIGS on the topic"));
            }
            else if (change.Partitions < topic.Partitions.Length)
            {
                operation.Report(TopicProblems.PartitionsLowered(topic.Name!, topic.Partitions.Length, change.Partitions.Value));
            }
            else
            {
                plans.Add(TopicChangePlan.Make(topic, change, config.Configs));
            }
        }

        return plans;
    }

    /// <summary>Sends the changes, or asks the broker what it would answer. Reports the topics that fail.</summary>
    /// <returns>The plans that succeeded.</returns>
    private async Task<List<TopicChangePlan>> ApplyAsync(List<TopicChangePlan> plans, bool validateOnly, CancellationToken cancellationToken)
    {
        if (plans.Count == 0)
        {
            return plans;
        }

        if (!validateOnly)
        {
            operation.Progress($"Changing {plans.Count} topics", 40);
        }

        var failed = await AlterConfigsAsync(plans, validateOnly, cancellationToken).ConfigureAwait(false);
        var left = plans.Where(plan => !failed.Contains(plan.Name)).ToList();
        var notRaised = await CreatePartitionsAsync(left, validateOnly, cancellationToken).ConfigureAwait(false);
        foreach (var plan in left.Where(plan => notRaised.Contains(plan.Name)))
        {
            plan.LeavePartitions(); // its error is reported; its settings, if it had any, are changed all the same
        }

        return [.. left.Where(plan => !plan.IsEmpty)];
    }

    private async Task<HashSet<string>> AlterConfigsAsync(List<TopicChangePlan> plans, bool validateOnly, CancellationToken cancellationToken)
    {
        var resources = plans.Where(plan => plan.Alterations.Count > 0).Select(plan => new AlterConfigsResource
        {
            ResourceType = ConfigResourceType.Topic,
            ResourceName = plan.Name,
            Configs = [.. plan.Alterations],
        }).ToArray();
        if (resources.Length == 0)
        {
            return [];
        }

        try
        {
            var request = new IncrementalAlterConfigsRequest { Resources = resources, ValidateOnly = validateOnly };
            var response = await _writer.SendAsync(request, answer => answer.Responses.Select(topic => topic.ErrorCode), cancellationToken).ConfigureAwait(false);
            return Report(response.Responses.Select(topic => (topic.ResourceName, topic.ErrorCode, topic.ErrorMessage)), AlterConfigsRight);
        }
        catch (Exception e) when (ConnectionProblems.IsConnectionFailure(e))
        {
            return ReportUnknown(resources.Select(resource => resource.ResourceName), "IncrementalAlterConfigs", e);
        }
    }

    private async Task<HashSet<string>> CreatePartitionsAsync(List<TopicChangePlan> plans, bool validateOnly, CancellationToken cancellationToken)
    {
        var topics = plans.Where(plan => plan.Partitions is not null).Select(plan => new CreatePartitionsTopic { Name = plan.Name, Count = plan.Partitions!.Value }).ToArray();
        if (topics.Length == 0)
        {
            return [];
        }

        try
        {
            var request = new CreatePartitionsRequest { Topics = topics, ValidateOnly = validateOnly, TimeoutMs = ReadBack.BrokerTimeoutMs };
            var response = await _writer.SendAsync(request, answer => answer.Results.Select(topic => topic.ErrorCode), cancellationToken).ConfigureAwait(false);
            var refused = response.Results.Where(topic => !(_writer.WasResent && topic.ErrorCode == ErrorCode.InvalidPartitions)); // raised by our own first try
            return Report(refused.Select(topic => (topic.Name, topic.ErrorCode, topic.ErrorMessage)), AlterRight);
        }
        catch (Exception e) when (ConnectionProblems.IsConnectionFailure(e))
        {
            return ReportUnknown(topics.Select(topic => topic.Name), "CreatePartitions", e);
        }
    }

    /// <summary>Waits until every broker shows the new values, so that a look right afterwards shows what was done.</summary>
    private async Task<List<Laggard>> WaitAsync(List<TopicChangePlan> changed, CancellationToken cancellationToken)
    {
        if (changed.Count == 0)
        {
            return [];
        }

        // Both at once: a broker that is silent costs its time once.
        operation.Progress("Waiting until every broker knows the change", 70);
        var convergence = new Convergence(cluster);
        var waits = new List<Task<IReadOnlyList<Laggard>>>();
        var altered = changed.Where(plan => plan.Alterations.Count > 0).ToList();
        if (altered.Count > 0)
        {
            var request = TopicConfigs.Request(altered.Select(plan => plan.Name));
            waits.Add(convergence.WaitAsync(request, response => Lacking(response, altered), cancellationToken));
        }

        var raised = changed.Where(plan => plan.Partitions is not null).ToDictionary(plan => plan.Name, plan => plan.Partitions!.Value, StringComparer.Ordinal);
        if (raised.Count > 0)
        {
            var request = new MetadataRequest { Topics = [.. raised.Keys.Select(name => new MetadataRequestTopic { Name = name })] };
            waits.Add(convergence.WaitAsync(request, response => Lacking(response, raised), cancellationToken));
        }

        var all = await Task.WhenAll(waits).ConfigureAwait(false);
        var laggards = all.SelectMany(list => list).OrderByDescending(laggard => laggard.Answers).DistinctBy(laggard => laggard.BrokerId).ToList();
        laggards.ForEach(laggard => operation.Warn(laggard.Message));
        return laggards;
    }

    private static string? Lacking(DescribeConfigsResponse response, List<TopicChangePlan> plans)
    {
        var results = response.Results.ToDictionary(result => result.ResourceName, StringComparer.Ordinal);
        foreach (var plan in plans)
        {
            var configs = results.GetValueOrDefault(plan.Name)?.Configs.Where(config => config.ConfigSource == ConfigSource.TopicConfig).ToDictionary(config => config.Name, StringComparer.Ordinal) ?? [];
            if (plan.Alterations.Exists(alteration => alteration.ConfigOperation == ConfigOperation.Delete
                ? configs.ContainsKey(alteration.Name)
                : !configs.TryGetValue(alteration.Name, out var actual) || !TopicDrift.IsSame(alteration.Value, actual.Value, actual.ConfigType)))
            {
                return $"topic '{plan.Name}' has its old settings there";
            }
        }

        return null;
    }

    private static string? Lacking(MetadataResponse response, Dictionary<string, int> raised)
    {
        var late = response.Topics.FirstOrDefault(topic => topic.Partitions.Length < raised.GetValueOrDefault(topic.Name ?? "") || topic.Partitions.Any(partition => partition.LeaderId < 0));
        return late is null ? null : $"topic '{late.Name}' shows {late.Partitions.Length} partitions there, or some without a leader";
    }

    private HashSet<string> Report(IEnumerable<(string Name, ErrorCode Code, string? Message)> answers, string right)
    {
        var failed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, code, message) in answers.Where(answer => answer.Code != ErrorCode.None))
        {
            operation.Report(TopicProblems.From(name, code, message, right));
            failed.Add(name);
        }

        return failed;
    }

    private HashSet<string> ReportUnknown(IEnumerable<string> names, string request, Exception failure)
    {
        var cause = ConnectionProblems.From(failure).Message;
        var unknown = names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in unknown)
        {
            operation.Report(TopicProblems.OutcomeUnknown(name, request, cause));
        }

        return unknown;
    }

    private static KafkaTopicResult Result(TopicChangePlan plan, string status, IReadOnlyList<string> warnings) => new()
    {
        Name = plan.Name,
        Status = status,
        PartitionCount = plan.Partitions ?? plan.Topic.Partitions.Length,
        ReplicationFactor = plan.Topic.Partitions.Max(partition => partition.ReplicaNodes.Length),
        Differences = plan.Differences,
        Warnings = warnings,
    };
}
