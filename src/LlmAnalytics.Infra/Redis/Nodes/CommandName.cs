namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>What of a command may be shown: its arguments may be secret.</summary>
internal static class CommandName
{
    // Commands whose second word names what they do, and is no argument.
    private static readonly HashSet<string> Containers =
        new(["ACL", "CLIENT", "CLUSTER", "COMMAND", "CONFIG", "DEBUG", "FUNCTION", "LATENCY", "MEMORY", "MODULE", "OBJECT", "SCRIPT", "SLOWLOG"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The command and, where it has one, its subcommand: <c>CLUSTER NODES</c>.</summary>
    public static string Of(IReadOnlyList<string> command) =>
        command.Count > 1 && Containers.Contains(command[0]) ? $"{command[0]} {command[1]}".ToUpperInvariant() : command[0].ToUpperInvariant();
}
