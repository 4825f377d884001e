using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>Migrations of slots that the server makes by itself (CLUSTER MIGRATION of Redis 8.4, CLUSTER MIGRATESLOTS of Valkey 9).</summary>
internal static class MigrationCheck
{
    private const long Day = 86_400;

    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        const string name = RedisChecks.SlotMigrations;
        var findings = context.Nodes.SelectMany(node => (node.Migrations ?? []).Where(task => task.State.Contains("fail", StringComparison.OrdinalIgnoreCase) && LoadChecks.Now(node) - (task.AtSeconds ?? long.MaxValue / 2) < Day)
            .Select(task => Failed(name, Warning, task.State, "success", $"A migration of slots {task.Slots} failed: {task.Message.TrimEnd('.')}.", node.ToString(), $"Start it again; {Conclusion.Cli(node)} CLUSTER GETSLOTMIGRATIONS"))).ToList();
        // A server has one of the two commands, or none.
        var without = context.Nodes.Where(node => node.Migrations is null);
        var part = context.Nodes.Any(node => node.Failures.TryGetValue(Parts.SlotMigrations, out var why) && !why.IsUnsupported) ? Parts.SlotMigrations : Parts.Migrations;
        return Conclusion.Draw(context, name, Warning, part, without, findings, () => Passed(name, Warning, "none failed", "none failed", "No migration of slots failed within a day."));
    }
}
