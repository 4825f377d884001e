using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LlmAnalytics.HelpGenerator;

/// <summary>Writes the XML that <c>Get-Help</c> reads. PowerShell ignores it without a word unless the root says <c>schema="maml"</c>.</summary>
internal static partial class MamlWriter
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The help of all pages.</summary>
    public static XDocument ToDocument(IEnumerable<HelpPage> pages) =>
        new(new XElement(Msh + "helpItems", new XAttribute("schema", "maml"), pages.Select(ToCommand)));

    private static XElement ToCommand(HelpPage page) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", page.Name),
            Description(page.Sections["SYNOPSIS"]),
            new XElement(Command + "verb", page.Name.Split('-')[0]),
            new XElement(Command + "noun", page.Name.Split('-')[^1])),
        Description(page.Sections["DESCRIPTION"]),
        new XElement(Command + "syntax", page.Syntax.Select(syntax => SyntaxItem(page, syntax))),
        new XElement(Command + "parameters", page.Parameters.Select(parameter => Parameter(parameter, parameter.Sets[0], inSyntax: false))),
        new XElement(Command + "inputTypes", page.Inputs.Select(type => Type(Command + "inputType", type))),
        new XElement(Command + "returnValues", page.Outputs.Select(type => Type(Command + "returnValue", type))),
        new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Sections["NOTES"]))),
        new XElement(Command + "examples", page.Examples.Select(Example)),
        new XElement(Maml + "relatedLinks", Links(page)));

    /// <summary>The parameters of a set in the order in which the syntax shows them.</summary>
    private static XElement SyntaxItem(HelpPage page, HelpSyntax syntax) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", page.Name),
        syntax.ParameterNames.Select(name => page.Parameters.First(parameter => parameter.Name == name))
            .Select(parameter => Parameter(parameter, parameter.In(syntax.Set)!, inSyntax: true)));

    private static XElement Parameter(HelpParameter parameter, IReadOnlyDictionary<string, string> set, bool inSyntax)
    {
        var type = parameter.Values["Type"];
        var isSwitch = type.EndsWith(".SwitchParameter", StringComparison.Ordinal);
        return new XElement(
            Command + "parameter",
            new XAttribute("required", set["IsRequired"]),
            new XAttribute("variableLength", type.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"),
            new XAttribute("globbing", parameter.Values["SupportsWildcards"]),
            new XAttribute("pipelineInput", PipelineInput(parameter)),
            new XAttribute("position", set["Position"].ToLowerInvariant()),
            new XAttribute("aliases", parameter.Lists["Aliases"] is { Count: > 0 } aliases ? string.Join(", ", aliases) : "none"),
            new XElement(Maml + "name", parameter.Name),
            Description(parameter.Text),
            isSwitch && inSyntax ? null : new XElement(Command + "parameterValue", new XAttribute("required", isSwitch ? "false" : "true"), ShortName(type)),
            new XElement(Dev + "type", new XElement(Maml + "name", ShortName(type))),
            new XElement(Dev + "defaultValue", parameter.Values["DefaultValue"] is { Length: > 0 } value ? value : "None"));
    }

    private static string PipelineInput(HelpParameter parameter)
    {
        var (byValue, byName) = (parameter.Sets.Any(set => set["ValueFromPipeline"] == "true"), parameter.Sets.Any(set => set["ValueFromPipelineByPropertyName"] == "true"));
        return (byValue, byName) switch
        {
            (true, true) => "true (ByValue, ByPropertyName)",
            (true, false) => "true (ByValue)",
            (false, true) => "true (ByPropertyName)",
            _ => "false",
        };
    }

    /// <summary><c>System.Nullable`1[System.Int32]</c> is <c>Int32</c> to a person.</summary>
    private static string ShortName(string type) => TypeName().Match(type).Groups["name"].Value;

    private static XElement Type(XName name, HelpPart type) =>
        new(name, new XElement(Dev + "type", new XElement(Maml + "name", type.Title)), Description(type.Text));

    private static XElement Example(HelpPart example)
    {
        var code = CodeFence().Match(example.Text);
        return new XElement(
            Command + "example",
            new XElement(Maml + "title", $"---- {example.Title} ----"),
            new XElement(Dev + "code", code.Success ? MamlText.Code(code.Value.TrimEnd()) : ""),
            // The empty paragraph is the line between this example and the next one's title.
            new XElement(Dev + "remarks", Paragraphs(code.Success ? example.Text.Remove(code.Index, code.Length) : example.Text), new XElement(Maml + "para")));
    }

    private static IEnumerable<XElement> Links(HelpPage page) => Link().Matches(page.Sections["RELATED LINKS"]).Select(match => new XElement(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", match.Groups["text"].Value),
        new XElement(Maml + "uri", match.Groups["uri"].Value is var uri && uri.StartsWith("http", StringComparison.Ordinal) ? uri : "")));

    private static XElement Description(string markdown) => new(Maml + "description", Paragraphs(markdown));

    private static IEnumerable<XElement> Paragraphs(string markdown) => MamlText.Paragraphs(markdown).Select(text => new XElement(Maml + "para", text));

    [GeneratedRegex(@"(?:.*\[)?(?:\w+\.)*(?<name>\w+(?:\[\])?)\]?$")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^```\w*\n.*?\n```\n?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeFence();

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<uri>[^)]*)\)")]
    private static partial Regex Link();
}
