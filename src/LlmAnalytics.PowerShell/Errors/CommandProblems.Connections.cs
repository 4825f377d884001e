using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Errors;

/// <summary>Problems of choosing a connection.</summary>
internal static partial class CommandProblems
{
    /// <summary>-Connection beside parameters that describe another one.</summary>
    public static Problem ConnectionGivenTwice(string errorId, string parameter) => new(
        errorId, ProblemCategory.InvalidArgument, $"-Connection and -{parameter} can't be given together: each names a cluster.", parameter,
        "Leave out one of the two.");

    /// <summary>A connection that was closed.</summary>
    public static Problem ConnectionClosed(string errorId, string server, object connection, string target) => new(
        errorId, ProblemCategory.InvalidOperation, $"The connection to {connection} was closed.", target,
        $"Open a new one with Connect-Llm{server}.");

    /// <summary>There is no connection to close.</summary>
    public static Problem NoCurrentConnection(string errorId, string server) => new(
        errorId, ProblemCategory.ObjectNotFound, $"There is no current {server} connection in this session.", Target: null,
        $"Get-Llm{server}Connection lists what is open; Disconnect-Llm{server} -All closes everything and is content with nothing.");
}
