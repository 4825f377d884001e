using System.Text.RegularExpressions;

namespace LlmAnalytics.HelpGenerator;

/// <summary>A command's page, PlatyPS schema 2024-05-01.</summary>
/// <param name="Name">The command.</param>
/// <param name="FrontMatter">The keys between the two lines of dashes.</param>
/// <param name="Sections">The text of each <c>##</c> section up to its first <c>###</c> heading, by heading.</param>
/// <param name="Syntax">Each parameter set with the line that shows it.</param>
/// <param name="Examples">Title and text of each example.</param>
/// <param name="Parameters">The parameters, in the page's order.</param>
/// <param name="Inputs">Type and description.</param>
/// <param name="Outputs">Type and description.</param>
internal sealed record HelpPage(
    string Name,
    IReadOnlyDictionary<string, string> FrontMatter,
    IReadOnlyDictionary<string, string> Sections,
    IReadOnlyList<HelpSyntax> Syntax,
    IReadOnlyList<HelpPart> Examples,
    IReadOnlyList<HelpParameter> Parameters,
    IReadOnlyList<HelpPart> Inputs,
    IReadOnlyList<HelpPart> Outputs);

/// <summary>A part of a section: its <c>###</c> heading, the text below it, and the heading's line.</summary>
internal sealed record HelpPart(string Title, string Text, int Line);

/// <summary>A parameter set.</summary>
/// <param name="Set">Its name; <c>__AllParameterSets</c> where the command has no other.</param>
/// <param name="IsDefault">Whether PowerShell takes it where several fit.</param>
/// <param name="Text">The line as <c>Get-Command -Syntax</c> prints it.</param>
internal sealed partial record HelpSyntax(string Set, bool IsDefault, string Text)
{
    /// <summary>The parameters that the line shows, in its order; the common ones are not named there.</summary>
    public IEnumerable<string> ParameterNames => ParameterName().Matches(Text).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"(?<![\w<])-(?<name>\w+)")]
    private static partial Regex ParameterName();
}

/// <summary>A parameter: its text and its yaml block.</summary>
/// <param name="Name">The name, without dash.</param>
/// <param name="Text">The description.</param>
/// <param name="Values">The block's single values: Type, DefaultValue, SupportsWildcards and so on.</param>
/// <param name="Lists">The block's lists: Aliases, AcceptedValues.</param>
/// <param name="Sets">A row of values for each of the parameter's sets: Name, Position, IsRequired and so on.</param>
internal sealed record HelpParameter(
    string Name,
    string Text,
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Lists,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Sets)
{
    /// <summary>The row of a parameter set, or the one of all sets.</summary>
    public IReadOnlyDictionary<string, string>? In(string set) => Sets.FirstOrDefault(row => row["Name"] == set || row["Name"] == "(All)");
}
