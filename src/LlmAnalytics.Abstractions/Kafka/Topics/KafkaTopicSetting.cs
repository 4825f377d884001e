namespace LlmAnalytics;

/// <summary>One setting of a topic or broker as it is in force.</summary>
/// <param name="Name">Kafka's name of the setting.</param>
/// <param name="Value">The value in force; null where the broker hides it because it is sensitive.</param>
/// <param name="Source">Where the value comes from: <c>DynamicTopicConfig</c>, <c>DynamicBrokerConfig</c>, <c>DynamicDefaultBrokerConfig</c>, <c>StaticBrokerConfig</c>, <c>DefaultConfig</c> and so on.</param>
/// <param name="BrokerDefault">The value that would be in force without the topic's own one; null where unknown.</param>
public sealed record KafkaTopicSetting(string Name, string? Value, string Source, string? BrokerDefault)
{
    /// <summary>The setting as <c>name=value (source)</c>.</summary>
    public override string ToString() => $"{Name}={Value} ({Source})";
}
