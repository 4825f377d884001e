using System.Globalization;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>What a topic has of a setting without a value of its own.</summary>
internal static class InheritedSetting
{
    /// <summary>
    /// The value that applies once the topic's own one is gone, in the units of the topic's setting; null where the broker doesn't say. Brokers answer with
    /// their own settings in the order in which they look at them, those that nobody set without a value; some are in other units: behind <c>retention.ms</c>
    /// stand <c>log.retention.ms</c>, <c>log.retention.minutes</c> and <c>log.retention.hours=168</c>.
    /// </summary>
    public static string? Value(DescribeConfigsResourceResult setting)
    {
        var synonym = setting.Synonyms.FirstOrDefault(synonym => synonym.Source != ConfigSource.TopicConfig && synonym.Value is not null);
        var unit = synonym?.Name switch
        {
            { } name when name.EndsWith(".hours", StringComparison.Ordinal) => TimeSpan.FromHours(1),
            { } name when name.EndsWith(".minutes", StringComparison.Ordinal) => TimeSpan.FromMinutes(1),
            _ => TimeSpan.Zero,
        };
        return unit > TimeSpan.Zero && long.TryParse(synonym!.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) && count >= 0
            ? (count * (long)unit.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)
            : synonym?.Value;
    }
}
