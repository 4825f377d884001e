namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>How far new topics were ready when the wait ended.</summary>
/// <param name="State">What holds for the topics that are not in <paramref name="Late"/>.</param>
/// <param name="Late">Topics that are visible and not yet served.</param>
/// <param name="Warnings">Brokers and partitions that didn't answer.</param>
internal sealed record TopicReadinessReport(string State, IReadOnlySet<string> Late, IReadOnlyList<string> Warnings)
{
    public static TopicReadinessReport NotChecked { get; } = new("NotChecked", new HashSet<string>(), []);

    /// <summary>The availability of one topic, as <see cref="KafkaTopicResult.Availability"/> has it.</summary>
    public string Availability(string topic) => Late.Contains(topic) ? "Visible" : State;
}
