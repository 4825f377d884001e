using System.Management.Automation;
using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Settings;

/// <summary>Paths as the engine can open them: PowerShell's location and drives are none of the process's.</summary>
internal static class FilePath
{
    /// <summary>The full path of a file in the file system, whether it exists or not.</summary>
    /// <param name="session">The session whose location and drives count.</param>
    /// <param name="path">The path as it was given; null for none.</param>
    /// <param name="problem">What to report, by the cause.</param>
    /// <exception cref="ProblemException">The path leads elsewhere, or nowhere.</exception>
    public static string? Full(SessionState session, string? path, Func<string, Problem> problem)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            var full = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" ? full : throw new ProblemException(problem($"it is on the {provider.Name} provider, not in the file system."));
        }
        catch (SessionStateException e)
        {
            throw new ProblemException(problem(e.Message), e);
        }
    }
}
