using System.Globalization;
using LlmAnalytics.PowerShell.Connections;

namespace LlmAnalytics.PowerShell.Formatting;

/// <summary>What the views of LlmAnalytics.Format.ps1xml show: raw values in the words of a person. No part of the module's interface.</summary>
public static partial class Display
{
    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    private static readonly (string Unit, long Milliseconds)[] TimeUnits = [("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1_000), ("ms", 1)];

    /// <summary>A size in the largest unit in which it is at least 1: <c>46.9 TiB</c>. Empty for null.</summary>
    public static string Bytes(long? bytes)
    {
        if (bytes is not { } size)
        {
            return "";
        }

        var unit = 0;
        var value = (double)size;
        while (Math.Abs(value) >= 1024 && unit < ByteUnits.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {ByteUnits[unit]}");
    }

    /// <summary>A time in the largest unit that leaves no rest: <c>7 d</c>, <c>90 min</c>. <c>forever</c> for -1, empty for null.</summary>
    public static string Milliseconds(long? milliseconds)
    {
        if (milliseconds is null or < 0)
        {
            return milliseconds is null ? "" : "forever";
        }

        var (unit, length) = Array.Find(TimeUnits, unit => milliseconds % unit.Milliseconds == 0 && milliseconds > 0);
        return unit is null ? "0 ms" : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / length} {unit}");
    }

    /// <summary><c>*</c> for the connection that this session's commands use.</summary>
    public static string CurrentMark(KafkaConnection connection) => RunspaceConnections<KafkaConnection>.OfThisRunspace.Current == connection ? "*" : "";

    /// <summary>The names of the settings that differ, joined with commas.</summary>
    public static string Names(IEnumerable<SettingDifference>? differences) =>
        string.Join(", ", (differences ?? []).Select(difference => difference.Setting));

    /// <summary>Items one a line; <c>-</c> for none.</summary>
    public static string Lines(IEnumerable<object>? items) =>
        items?.ToList() is { Count: > 0 } lines ? string.Join('\n', lines) : "-";

    /// <summary>Settings one a line, as <c>name = value</c>.</summary>
    public static string Settings(IReadOnlyDictionary<string, string>? settings) =>
        Lines(settings?.Select(setting => $"{setting.Key} = {setting.Value}"));

    /// <summary>A topic's partitions that are not at full strength, the worst first: <c>1 offline, 3 under-replicated</c>. Empty where all are well.</summary>
    public static string Trouble(KafkaTopic topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        (int? Count, string Name)[] kinds =
        [
            (topic.OfflinePartitions, "offline"), (topic.UnderMinIsrPartitions, "under min ISR"), (topic.AtMinIsrPartitions, "at min ISR"),
            (topic.UnderReplicatedPartitions, "under-replicated"), (topic.ReassigningPartitions, "reassigning"),
        ];
        return string.Join(", ", kinds.Where(kind => kind.Count > 0).Select(kind => $"{kind.Count} {kind.Name}"));
    }

    /// <summary>A broker's id, with a <c>*</c> for the active controller.</summary>
    public static string BrokerId(KafkaBroker broker)
    {
        ArgumentNullException.ThrowIfNull(broker);
        return string.Create(CultureInfo.InvariantCulture, $"{broker.Id}{(broker.IsController == true ? "*" : "")}");
    }

    /// <summary>A broker's advertised address as <c>host:port</c>; <c>-</c> where the cluster has forgotten it.</summary>
    public static string BrokerAddress(KafkaBroker broker)
    {
        ArgumentNullException.ThrowIfNull(broker);
        return broker.Host is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{broker.Host}:{broker.Port}");
    }

    /// <summary>A duration measured in milliseconds: <c>0.43</c>, <c>1.8</c>, <c>120</c>. Empty for null.</summary>
    public static string Measured(double? milliseconds) => milliseconds is not { } value ? ""
        : value.ToString(value < 1 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
