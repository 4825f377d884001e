namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>The error that a node answered a command with.</summary>
/// <param name="place">The node.</param>
/// <param name="command">The command without its arguments, which may be secret.</param>
/// <param name="message">The server's own words, which begin with the error's code.</param>
internal sealed class NodeErrorException(NodePlace place, string command, string message) : Exception(message)
{
    /// <summary>The node.</summary>
    public NodePlace Place { get; } = place;

    /// <summary>The command and subcommand: <c>CLUSTER MEET</c>.</summary>
    public string Command { get; } = command;

    /// <summary>The first word: <c>ERR</c>, <c>NOPERM</c>, <c>LOADING</c>, <c>CLUSTERDOWN</c>.</summary>
    public string Code { get; } = message.Split(' ', 2)[0];
}
