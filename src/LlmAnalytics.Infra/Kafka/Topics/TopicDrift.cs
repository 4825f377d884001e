using System.Globalization;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>Compares a topic with what it should be.</summary>
internal static class TopicDrift
{
    /// <summary>
    /// The differences. A setting that was asked for must have the value in force, wherever it comes from; a value set on the topic itself that nobody asked
    /// for is a difference too. Replication throttles are not: a reassignment sets and removes them.
    /// </summary>
    public static List<SettingDifference> Compare(KafkaTopicDefinition expected, int partitions, int replicationFactor, IReadOnlyList<DescribeConfigsResourceResult> actual)
    {
        var differences = new List<SettingDifference>();
        if (expected.Partitions != partitions)
        {
            differences.Add(Count("partitions", expected.Partitions, partitions));
        }

        if (expected.ReplicationFactor is { } factor && factor != replicationFactor)
        {
            differences.Add(Count("replication.factor", factor, replicationFactor));
        }

        var settings = actual.ToDictionary(setting => setting.Name, StringComparer.Ordinal);
        foreach (var (name, value) in expected.Config)
        {
            var setting = settings.GetValueOrDefault(name);
            if (setting is null || !IsSame(value, setting.Value, setting.ConfigType))
            {
                differences.Add(new SettingDifference(name, value, setting?.Value, ConfigSources.Name(setting?.ConfigSource ?? ConfigSource.Unset)));
            }
        }

        foreach (var setting in actual.Where(s => s.ConfigSource == ConfigSource.TopicConfig && !expected.Config.ContainsKey(s.Name) && !IsThrottle(s.Name)))
        {
            differences.Add(new SettingDifference(setting.Name, null, setting.Value, ConfigSources.Name(setting.ConfigSource)));
        }

        return differences;
    }

    /// <summary>Whether two values of a setting mean the same: lists in any order, numbers and booleans in any notation.</summary>
    public static bool IsSame(string? one, string? other, ConfigType type)
    {
        if (one is null || other is null || string.Equals(one, other, StringComparison.Ordinal))
        {
            return string.Equals(one, other, StringComparison.Ordinal);
        }

        return type switch
        {
            ConfigType.List => Items(one).SetEquals(Items(other)),
            ConfigType.Boolean => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase),
            ConfigType.Int or ConfigType.Long or ConfigType.Short =>
                long.TryParse(one, NumberStyles.Integer, CultureInfo.InvariantCulture, out var a)
                && long.TryParse(other, NumberStyles.Integer, CultureInfo.InvariantCulture, out var b) && a == b,
            ConfigType.Double =>
                double.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
                && double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var b) && a.Equals(b),
            _ => false,
        };
    }

    /// <summary>Whether a setting belongs to a reassignment and not to the topic's definition.</summary>
    public static bool IsThrottle(string name) => name is "leader.replication.throttled.replicas" or "follower.replication.throttled.replicas";

    private static SettingDifference Count(string name, int expected, int actual) =>
        new(name, expected.ToString(CultureInfo.InvariantCulture), actual.ToString(CultureInfo.InvariantCulture), ConfigSources.Cluster);

    private static HashSet<string> Items(string list) => [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
