namespace LlmAnalytics.Engine;

/// <summary>Ends an operation with a <see cref="Problem"/> after which nothing further of it can succeed.</summary>
public sealed class ProblemException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problem">What went wrong.</param>
    /// <param name="innerException">The technical cause, if there is one.</param>
    public ProblemException(Problem problem, Exception? innerException = null)
        : base(problem?.Message, innerException)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Problem = problem;
    }

    /// <summary>What went wrong.</summary>
    public Problem Problem { get; }
}
