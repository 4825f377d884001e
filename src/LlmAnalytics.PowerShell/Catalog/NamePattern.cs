using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Errors;

namespace LlmAnalytics.PowerShell.Catalog;

/// <summary>PowerShell's wildcards in names of topics.</summary>
internal static class NamePattern
{
    /// <summary>Whether a name has wildcards.</summary>
    public static bool IsPattern(string name) => WildcardPattern.ContainsWildcardCharacters(name);

    /// <summary>The pattern, which ignores case.</summary>
    /// <exception cref="ProblemException">It is malformed: a bracket that isn't closed, a range that runs backwards.</exception>
    public static WildcardPattern Parse(string pattern)
    {
        try
        {
            var parsed = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
            parsed.IsMatch(""); // parsed at the first match only
            return parsed;
        }
        catch (RuntimeException e)
        {
            throw new ProblemException(CommandProblems.PatternInvalid(pattern), e);
        }
    }
}
