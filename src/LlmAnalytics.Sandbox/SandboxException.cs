namespace LlmAnalytics.Sandbox;

/// <summary>A part of a sandbox did not start, or can't do what was asked of it; the message says why.</summary>
/// <param name="errorId">Stable, PascalCase: what scripts look at.</param>
/// <param name="message">The cause.</param>
/// <param name="remedy">What to do about it; null where nothing can be said.</param>
/// <param name="inner">The exception behind it.</param>
public sealed class SandboxException(string errorId, string message, string? remedy = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Stable, PascalCase.</summary>
    public string ErrorId { get; } = errorId;

    /// <summary>What to do about it; null where nothing can be said.</summary>
    public string? Remedy { get; } = remedy;
}
