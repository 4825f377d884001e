using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Errors;

namespace LlmAnalytics.PowerShell.Health;

/// <summary>The checks that a <c>Test-*</c> command was asked to make and to leave out.</summary>
/// <param name="Include">Those to make, as the command spells them and in its order; empty for all but the extra one.</param>
/// <param name="Skip">Those to leave out.</param>
/// <param name="Extra">Whether the one that is made only when asked for is made.</param>
internal sealed record CheckSelection(IReadOnlyList<string> Include, IReadOnlyList<string> Skip, bool Extra)
{
    /// <summary>Reads the parameters.</summary>
    /// <param name="all">The command's checks, in order.</param>
    /// <param name="include">The parameter -Include.</param>
    /// <param name="skip">The parameter -Skip.</param>
    /// <param name="extra">The check that is made only when asked for; null where there is none.</param>
    /// <param name="askedFor">Whether a switch asks for it.</param>
    /// <exception cref="ProblemException">A name is no check, or none is left to make: a verdict on nothing would read as good health.</exception>
    public static CheckSelection Read(IReadOnlyList<string> all, string[] include, string[] skip, string? extra = null, bool askedFor = false)
    {
        var wanted = Names(all, nameof(Include), include);
        var left = Names(all, nameof(Skip), skip);
        var made = extra is not null && (askedFor || wanted.Contains(extra)) && !left.Contains(extra);
        if (wanted.Count > 0 && made)
        {
            wanted = [.. wanted.Union([extra!])];
        }

        var candidates = wanted.Count > 0 ? wanted : all.Where(name => made || name != extra);
        return candidates.Except(left).Any() ? new CheckSelection(wanted, left, made) : throw new ProblemException(CommandProblems.NoCheckLeft());
    }

    /// <summary>The names as <paramref name="all"/> spells them, each once, in its order.</summary>
    private static List<string> Names(IReadOnlyList<string> all, string parameter, string[] names)
    {
        var unknown = Array.Find(names, name => !all.Contains(name, StringComparer.OrdinalIgnoreCase));
        return unknown is null
            ? [.. all.Where(name => names.Contains(name, StringComparer.OrdinalIgnoreCase))]
            : throw new ProblemException(CommandProblems.NoSuchCheck(parameter, unknown, all));
    }
}
