using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Problems;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>The errors of nodes as problems, for those to whom an error is the end.</summary>
internal static class NodeErrors
{
    /// <param name="error">What the node answered.</param>
    /// <param name="user">The user that one is; null for the default one.</param>
    public static ProblemException ToProblem(this NodeErrorException error, string? user = null) => error.Code switch
    {
        "NOPERM" => NodeProblems.NotAllowed(error.Place.ToString(), user, error.Command, error),
        "NOAUTH" => NodeProblems.PasswordRequired(error.Place.ToString()),
        _ => NodeProblems.ServerError(error.Place.ToString(), error.Command, error.Message, error),
    };
}
