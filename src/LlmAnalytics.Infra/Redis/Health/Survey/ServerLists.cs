using System.Globalization;
using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Health.Survey;

/// <summary>Reads the answers that are lists.</summary>
internal static class ServerLists
{
    // What this test and others like it ask; not the users' slowness.
    private static readonly HashSet<string> Administration = new(
        ["INFO", "CLUSTER", "CONFIG", "COMMAND", "SLOWLOG", "LATENCY", "MEMORY", "ACL", "ROLE", "PING", "CLIENT", "DEBUG", "PSYNC", "REPLCONF"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The users of ACL LIST in an order of their own: servers list users, and the rules of one, in the order of their hash tables, which differs from process to process.</summary>
    public static string Users(RedisReply reply) =>
        string.Join('\n', (reply.Items ?? []).Select(user => string.Join(' ', $"{user}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));

    /// <summary>Entries of SLOWLOG GET: id, seconds, microseconds, arguments.</summary>
    public static IReadOnlyList<long> SlowCommandTimes(RedisReply reply) =>
        [.. (reply.Items ?? []).Where(entry => entry.Items is [_, _, _, { Items: [var command, ..] }, ..] && !Administration.Contains($"{command}"))
            .Select(entry => entry.Items![1].Integer ?? 0)];

    /// <summary>Entries of LATENCY LATEST: event, seconds, latest and longest milliseconds.</summary>
    public static IReadOnlyList<LatencyEvent> LatencyEvents(RedisReply reply) =>
        [.. (reply.Items ?? []).Where(entry => entry.Items is { Count: >= 4 })
            .Select(entry => new LatencyEvent($"{entry.Items![0]}", entry.Items[1].Integer ?? 0, entry.Items[2].Integer ?? 0, entry.Items[3].Integer ?? 0))];

    /// <summary>Tasks of CLUSTER GETSLOTMIGRATIONS (Valkey 9) and of CLUSTER MIGRATION STATUS (Redis 8.4).</summary>
    public static IReadOnlyList<MigrationTask> Migrations(RedisReply reply) =>
        [.. (reply.Items ?? []).Select(Map).Select(task => new MigrationTask(
            task.GetValueOrDefault("name") ?? task.GetValueOrDefault("id", ""),
            task.GetValueOrDefault("slot_ranges") ?? task.GetValueOrDefault("slots", ""),
            task.GetValueOrDefault("state", ""),
            task.GetValueOrDefault("message") ?? task.GetValueOrDefault("last_error", ""),
            Seconds(Number(task, "last_update_time") ?? Number(task, "end_time") ?? Number(task, "create_time"))))];

    /// <summary>The first entry of CLUSTER SLOT-STATS: the slot and its figures.</summary>
    public static SlotLoad? SlotLoad(RedisReply reply) =>
        reply.Items is [{ Items: [var slot, var figures] }, ..] && slot.Integer is { } number && Number(Map(figures), "cpu-usec") is { } usec
            ? new SlotLoad((int)number, usec, null)
            : null;

    private static Dictionary<string, string> Map(RedisReply reply) =>
        (reply.Items ?? []).Chunk(2).Where(pair => pair.Length == 2).GroupBy(pair => $"{pair[0]}").ToDictionary(group => group.Key, group => $"{group.First()[1]}", StringComparer.Ordinal);

    private static long? Number(Dictionary<string, string> map, string name) =>
        long.TryParse(map.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Servers tell seconds or milliseconds.</summary>
    private static long? Seconds(long? time) => time > 100_000_000_000 ? time / 1000 : time;
}
