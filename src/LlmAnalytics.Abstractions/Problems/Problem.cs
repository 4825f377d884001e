namespace LlmAnalytics.Engine;

/// <summary>
/// Something that went wrong, in the terms of the person who has to mend it. The engine reports problems; a host turns each into its
/// own kind of error (an <c>ErrorRecord</c> in PowerShell).
/// </summary>
/// <param name="ErrorId">A stable PascalCase name out of <see cref="ErrorIds"/>, which scripts compare with.</param>
/// <param name="Category">The kind of problem.</param>
/// <param name="Message">One or two sentences with the true cause. Never holds a secret.</param>
/// <param name="Target">The item concerned (a topic's name, a broker's address), or null.</param>
/// <param name="RecommendedAction">What to do about it, in one sentence.</param>
public sealed record Problem(string ErrorId, ProblemCategory Category, string Message, string? Target, string RecommendedAction);
