namespace LlmAnalytics.Infra.Redis.Health.Survey;

/// <summary>The questions to a node, each by the command that asks it.</summary>
internal static class Parts
{
    public const string ClusterInfo = "CLUSTER INFO";
    public const string ClusterNodes = "CLUSTER NODES";
    public const string Info = "INFO";
    public const string Role = "ROLE";
    public const string Config = "CONFIG GET";
    public const string Commands = "COMMAND INFO";
    public const string Users = "ACL LIST";
    public const string SlowLog = "SLOWLOG GET";
    public const string Latency = "LATENCY LATEST";
    public const string Doctor = "LATENCY DOCTOR";
    public const string Links = "CLUSTER LINKS";
    public const string Migrations = "CLUSTER MIGRATION";
    public const string SlotMigrations = "CLUSTER GETSLOTMIGRATIONS";
    public const string SlotStats = "CLUSTER SLOT-STATS";
    public const string Keys = "MEMORY USAGE";
}
