using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Catalog;
using LlmAnalytics.Infra.Kafka.Topics;
using LlmAnalytics.KafkaProtocol.Errors;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Kafka.Health.Checks;

/// <summary>The catalog's topics, and Kafka's own.</summary>
internal static class TopicChecks
{
    public static IEnumerable<HealthCheck> Expected(CheckContext context)
    {
        const string name = HealthChecks.ExpectedTopics;
        var expected = TopicCatalog.Default.Topics.Count(topic => !topic.Optional);
        var missing = context.Survey.MissingTopics.Where(topic => topic.ErrorCode == ErrorCode.UnknownTopicOrPartition).Select(topic => topic.Name!).Order(StringComparer.Ordinal).ToList();
        var unknown = context.Survey.MissingTopics.Select(topic => topic.Name!).Except(missing).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            yield return Failed(name, Critical, $"{expected - missing.Count - unknown.Count}", $"{expected}", $"{Count(missing.Count, "topic")} of the catalog missing: {Join(missing)}.", Join(missing),
                $"New-LlmKafkaTopic {(missing.Count < expected ? string.Join(',', missing) : "")}".TrimEnd());
        }

        if (unknown.Count > 0)
        {
            yield return Unknown(name, Critical, $"{expected}", $"{Count(unknown.Count, "topic")} of the catalog can't be seen: the user lacks DESCRIBE on them, or they don't exist: {Join(unknown)}.",
                Join(unknown), "Have an administrator grant DESCRIBE on the topics (PREFIXED llm-).");
        }
        else if (missing.Count == 0)
        {
            yield return Passed(name, Critical, $"{expected}", $"{expected}", $"All {expected} topics of the catalog exist.");
        }
    }

    public static IEnumerable<HealthCheck> Drift(CheckContext context)
    {
        const string name = HealthChecks.TopicDrift;
        var topics = context.Survey.Topics.ToDictionary(topic => topic.Name!, StringComparer.Ordinal);
        var configs = (context.Survey.TopicConfigs.Value?.Results ?? []).ToDictionary(result => result.ResourceName, StringComparer.Ordinal);
        var unseen = new List<string>();
        var drifted = new List<(string Topic, string Differences)>();
        foreach (var definition in TopicCatalog.Default.Topics.Where(definition => topics.ContainsKey(definition.Name)))
        {
            if (configs.GetValueOrDefault(definition.Name) is not { ErrorCode: ErrorCode.None } config)
            {
                unseen.Add(definition.Name);
                continue;
            }

            var topic = topics[definition.Name];
            // Of partitions that differ from each other, one that differs from the catalog.
            var factors = topic.Partitions.Select(partition =>
                new PartitionHealth(partition, context.Partitions.Reassigning.GetValueOrDefault((definition.Name, partition.PartitionIndex)), null).ReplicationFactor).Distinct().ToList();
            var factor = factors.Find(factor => factor != definition.ReplicationFactor) is var other and > 0 ? other : factors[0];
            var differences = TopicDrift.Compare(definition, topic.Partitions.Length, factor, config.Configs);
            if (differences.Count > 0)
            {
                drifted.Add((definition.Name, string.Join("; ", differences)));
            }
        }

        foreach (var (topic, differences) in drifted)
        {
            yield return Failed(name, Warning, differences, "as in the catalog", $"Topic {topic} differs from the catalog: {differences}.", topic,
                $"New-LlmKafkaTopic {topic} lists the differences; Set-LlmKafkaTopic {topic} -Config / -RemoveConfig mends settings.");
        }

        if (unseen.Count > 0)
        {
            yield return Unknown(name, Warning, "as in the catalog",
                $"The settings of {Count(unseen.Count, "topic")} can't be seen: {Join(unseen)}. {context.Survey.TopicConfigs.Failure ?? "The user lacks DESCRIBE_CONFIGS on them."}", Join(unseen),
                "Have an administrator grant DESCRIBE_CONFIGS on the topics (PREFIXED llm-).");
        }
        else if (Rights.HiddenTopics(context.Survey) is { Count: > 0 } hidden)
        {
            yield return Unknown(name, Warning, "as in the catalog", $"Topics on which the user lacks DESCRIBE can't be compared: {Join(hidden)}.", Join(hidden), "Have an administrator grant DESCRIBE on the topics.");
        }
        else if (drifted.Count == 0)
        {
            yield return Passed(name, Warning, "no difference", "as in the catalog", "The topics are as the catalog has them.");
        }
    }

    public static IEnumerable<HealthCheck> Internal(CheckContext context)
    {
        const string name = HealthChecks.InternalTopics;
        var wanted = Math.Min(3, context.Survey.Brokers.Count);
        var own = context.Survey.Topics.Where(topic => topic.IsInternal || TopicNames.IsInternal(topic.Name!)).Select(topic =>
            (topic.Name, Factor: topic.Partitions.Min(partition => new PartitionHealth(partition, context.Partitions.Reassigning.GetValueOrDefault((topic.Name!, partition.PartitionIndex)), null).ReplicationFactor))).ToList();
        var weak = own.Where(topic => topic.Factor < wanted).ToList();
        if (weak.Count > 0)
        {
            yield return Failed(name, Warning, Join(weak.Select(topic => $"{topic.Name}: {topic.Factor}")), $"replication factor {wanted}",
                $"Kafka's own topics have too few replicas: {Join(weak.Select(topic => $"{topic.Name} {topic.Factor}"))}. With their brokers, groups or transactions stop.", Join(weak.Select(topic => topic.Name!)),
                "Reassign their partitions to more brokers; for new clusters set offsets.topic.replication.factor and transaction.state.log.replication.factor.");
        }

        if (context.Survey.MayNotSeeInternalTopics)
        {
            yield return Unknown(name, Warning, $"replication factor {wanted}", $"Kafka's own topics can't be seen: the user lacks DESCRIBE on {LagSurveyor.OffsetsTopic}.", LagSurveyor.OffsetsTopic,
                $"Have an administrator grant DESCRIBE on {LagSurveyor.OffsetsTopic} and __transaction_state.");
        }
        else if (weak.Count == 0)
        {
            yield return Passed(name, Warning, Join(own.Select(topic => $"{topic.Name}: {topic.Factor}")), $"replication factor {wanted}",
                own.Count == 0 ? "Kafka's own topics don't exist yet." : $"Kafka's own topics have {wanted} replicas or more.");
        }
    }
}
