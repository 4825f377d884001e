using System.Globalization;
using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>What a change means for one topic: the settings that really change, what was before, and what the operator should know.</summary>
internal sealed class TopicChangePlan
{
    private const string PartitionsSetting = "partitions";

    private TopicChangePlan(MetadataTopic topic) => Topic = topic;

    public MetadataTopic Topic { get; }

    public string Name => Topic.Name!;

    /// <summary>Settings to set and to remove.</summary>
    public List<AlterableConfig> Alterations { get; } = [];

    /// <summary>The partition count to raise to; null to leave it.</summary>
    public int? Partitions { get; private set; }

    /// <summary>Before (Actual, Source) and after (Expected) of everything that changes.</summary>
    public List<SettingDifference> Differences { get; } = [];

    public List<string> Warnings { get; } = [];

    public bool IsEmpty => Differences.Count == 0;

    /// <summary>The changes in one phrase, for a confirmation.</summary>
    public string Summary => string.Join(", ", Differences.Select(difference => $"{difference.Setting}: {difference.Actual ?? "(unset)"} -> {difference.Expected ?? "(broker's default)"}"));

    public static TopicChangePlan Make(MetadataTopic topic, TopicChange change, IEnumerable<DescribeConfigsResourceResult> actual)
    {
        var plan = new TopicChangePlan(topic);
        var settings = actual.ToDictionary(setting => setting.Name, StringComparer.Ordinal);
        foreach (var (name, value) in change.Config)
        {
            plan.Set(name, value, settings.GetValueOrDefault(name));
        }

        foreach (var name in change.RemoveConfig.Where(name => !change.Config.ContainsKey(name)).Distinct(StringComparer.Ordinal))
        {
            plan.Remove(name, settings.GetValueOrDefault(name));
        }

        plan.WarnOfDeletedData(settings);
        if (change.Partitions is { } partitions && partitions > topic.Partitions.Length)
        {
            plan.Raise(partitions, settings.GetValueOrDefault("cleanup.policy")?.Value);
        }

        return plan;
    }

    /// <summary>Takes the partition count out of the plan.</summary>
    public void LeavePartitions()
    {
        Partitions = null;
        Differences.RemoveAll(difference => difference.Setting == PartitionsSetting);
    }

    private void Set(string name, string value, DescribeConfigsResourceResult? actual)
    {
        // Compared with the topic's own value: one that is only inherited and happens to be equal is pinned when it is asked for.
        if (actual is not { ConfigSource: ConfigSource.TopicConfig } || !TopicDrift.IsSame(value, actual.Value, actual.ConfigType))
        {
            Alterations.Add(new AlterableConfig { Name = name, ConfigOperation = ConfigOperation.Set, Value = value });
            Differences.Add(new SettingDifference(name, value, actual?.Value, ConfigSources.Name(actual?.ConfigSource ?? ConfigSource.Unset)));
        }
    }

    private void Remove(string name, DescribeConfigsResourceResult? actual)
    {
        if (actual is null)
        {
            // Not a setting at all: send it, so that the broker says so.
            Alterations.Add(new AlterableConfig { Name = name, ConfigOperation = ConfigOperation.Delete, Value = null });
            Differences.Add(new SettingDifference(name, null, null, ConfigSources.None));
        }
        else if (actual.ConfigSource == ConfigSource.TopicConfig)
        {
            Alterations.Add(new AlterableConfig { Name = name, ConfigOperation = ConfigOperation.Delete, Value = null });
            Differences.Add(new SettingDifference(name, InheritedSetting.Value(actual), actual.Value, ConfigSources.Name(actual.ConfigSource)));
        }
    }

    private void Raise(int partitions, string? cleanupPolicy)
    {
        Partitions = partitions;
        var before = Topic.Partitions.Length;
        Differences.Add(new SettingDifference(
            PartitionsSetting, partitions.ToString(CultureInfo.InvariantCulture), before.ToString(CultureInfo.InvariantCulture), ConfigSources.Cluster));
        Warnings.Add(
            $"Records with keys: with {partitions} partitions instead of {before}, {MovedKeysPercent(before, partitions)} % of the keys go to another partition from now on, so the order of a key's records is lost across the change.");
        if (cleanupPolicy?.Contains("compact", StringComparison.Ordinal) == true)
        {
            Warnings.Add("The topic is compacted: old records of keys that move are never compacted away by the new ones.");
        }
    }

    /// <summary>The share of keys that change their partition where it is hash modulo count: a hash stays where both remainders agree, which gcd / after of all do.</summary>
    internal static int MovedKeysPercent(int before, int after) =>
        (int)Math.Round(100 * (1 - ((double)System.Numerics.BigInteger.GreatestCommonDivisor(before, after) / after)));

    private void WarnOfDeletedData(Dictionary<string, DescribeConfigsResourceResult> settings)
    {
        foreach (var difference in Differences)
        {
            if (difference.Setting is "retention.ms" or "retention.bytes" && IsLower(difference.Expected, difference.Actual))
            {
                Warnings.Add($"{difference.Setting} {difference.Actual} -> {difference.Expected}: records beyond the new limit are deleted within minutes, for good.");
            }
            else if (difference.Setting is "retention.ms" or "retention.bytes" && difference.Expected is null && difference.Actual is not null)
            {
                Warnings.Add($"{difference.Setting} {difference.Actual} -> the broker's default, which it doesn't tell: where that is tighter, records beyond it are deleted within minutes, for good.");
            }
            else if (difference.Setting == "cleanup.policy" && AddsDeletion(difference))
            {
                var age = settings.GetValueOrDefault("retention.ms")?.Value;
                Warnings.Add($"cleanup.policy {difference.Actual} -> {difference.Expected}: records older than retention.ms ({age}) are deleted from now on.");
            }
            else if (difference.Setting == "cleanup.policy" && difference.Expected?.Contains("compact", StringComparison.Ordinal) == true
                && difference.Actual?.Contains("compact", StringComparison.Ordinal) == false)
            {
                Warnings.Add($"cleanup.policy {difference.Actual} -> {difference.Expected}: of each key only the last record is kept from now on, and records without a key are refused.");
            }
        }
    }

    private static bool AddsDeletion(SettingDifference difference) =>
        difference.Expected?.Contains("delete", StringComparison.Ordinal) == true && difference.Actual?.Contains("delete", StringComparison.Ordinal) == false;

    /// <summary>Whether a limit becomes tighter; -1 means none.</summary>
    private static bool IsLower(string? after, string? before) =>
        long.TryParse(after, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var to) && to >= 0
        && (!long.TryParse(before, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var from) || from < 0 || to < from);
}
