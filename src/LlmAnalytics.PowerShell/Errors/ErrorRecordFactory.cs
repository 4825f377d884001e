using System.Management.Automation;
using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Errors;

/// <summary>The only place where error records are made.</summary>
internal static class ErrorRecordFactory
{
    /// <summary>The record of an item that failed.</summary>
    public static ErrorRecord Create(Problem problem) => Create(problem, cause: null);

    /// <summary>The record of a problem with its technical cause.</summary>
    public static ErrorRecord Create(Problem problem, Exception? cause) => Create(problem, new ProblemException(problem, cause));

    /// <summary>The record of what ended a command. What isn't a <see cref="ProblemException"/> is a defect, and is called one.</summary>
    public static ErrorRecord Create(Exception failure) =>
        failure is ProblemException known ? Create(known.Problem, known) : Create(CommandProblems.Unexpected(failure), failure);

    private static ErrorRecord Create(Problem problem, ProblemException exception) =>
        new(exception, problem.ErrorId, Enum.Parse<ErrorCategory>(problem.Category.ToString()), problem.Target)
        {
            ErrorDetails = new ErrorDetails(problem.Message) { RecommendedAction = problem.RecommendedAction },
        };
}
