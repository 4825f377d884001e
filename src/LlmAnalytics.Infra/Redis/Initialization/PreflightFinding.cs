using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>A reason why a node can't take part.</summary>
/// <param name="Node">The node.</param>
/// <param name="Text">What is wrong with it, to be read after its name.</param>
/// <param name="Action">What to do about it.</param>
internal sealed record PreflightFinding(string Node, string Text, string Action)
{
    public string ErrorId { get; init; } = ErrorIds.RedisPreflightFailed;

    public ProblemCategory Category { get; init; } = ProblemCategory.InvalidOperation;

    /// <summary>A node that could not be asked.</summary>
    public static PreflightFinding Of(string node, Problem problem) =>
        new(node, problem.Message.TrimEnd('.'), problem.RecommendedAction) { ErrorId = problem.ErrorId, Category = problem.Category };

    /// <summary>A node that answers a question with an error.</summary>
    public static PreflightFinding Of(NodeErrorException error) => error.Code == "NOPERM"
        ? new(error.Place.ToString(), $"the user may not use {error.Command}", $"Allow on every node: +{error.Command.ToLowerInvariant().Replace(' ', '|')}.")
        {
            ErrorId = ErrorIds.RedisAuthorizationFailed,
            Category = ProblemCategory.PermissionDenied,
        }
        : new(error.Place.ToString(), $"answered {error.Command} with an error: {error.Message.TrimEnd('.')}", "Look into the node's log; the message is the server's own.");

    public override string ToString() => Text.StartsWith(Node, StringComparison.Ordinal) ? Text : $"{Node}: {Text}";
}
