using System.Text.RegularExpressions;

namespace LlmAnalytics.HelpGenerator;

/// <summary>Reads a page, strictly: what PlatyPS would drop without a word is an error here.</summary>
internal sealed partial class HelpPageReader
{
    private static readonly string[] ParameterKeys = ["Type", "DefaultValue", "SupportsWildcards", "Aliases", "ParameterSets", "AcceptedValues"];

    private static readonly string[] SetKeys = ["Name", "Position", "IsRequired", "ValueFromPipeline", "ValueFromPipelineByPropertyName", "ValueFromRemainingArguments"];

    private static readonly string[] Headings =
        ["SYNOPSIS", "SYNTAX", "ALIASES", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    private readonly string _path;
    private readonly string[] _lines;

    private HelpPageReader(string path)
    {
        _path = path;
        _lines = File.ReadAllLines(path);
    }

    /// <summary>Reads a page.</summary>
    /// <exception cref="HelpPageException">The page is malformed.</exception>
    public static HelpPage Read(string path) => new HelpPageReader(path).Read();

    private HelpPage Read()
    {
        var end = Array.IndexOf(_lines, "---", 1);
        Require(_lines is ["---", ..] && end > 0, 1, "The page must begin with front matter between two lines of ---.");
        var frontMatter = _lines[1..end].Select((line, i) => Matched(FrontMatter().Match(line), i + 2, "Not a line 'key: value' of the front matter."))
            .ToDictionary(match => match.Groups["key"].Value, match => Plain(match.Groups["value"].Value));
        var titles = Split(end + 1, _lines.Length, "# ");
        Require(titles is [var title] && title.Title == frontMatter.GetValueOrDefault("title"), end + 2, "The page must have one heading '# ', and it must be the front matter's title.");
        var sections = Split(end + 1, _lines.Length, "## ");
        var strange = sections.Where((section, i) => section.Title != Headings.ElementAtOrDefault(i)).Select(section => section.Line).FirstOrDefault(_lines.Length);
        Require(sections.Select(section => section.Title).SequenceEqual(Headings), strange, $"The headings must be, in this order: {string.Join(", ", Headings)}.");
        var parts = sections.ToDictionary(section => section.Title, section => Split(section.Line, section.Line + Lines(section.Text), "### "));
        Require(Lead(sections[0].Text).Length > 0, sections[0].Line, "The synopsis is empty.");
        var parameters = parts["PARAMETERS"].Where(part => part.Title != "CommonParameters").Select(Parameter).ToList();
        var syntax = parts["SYNTAX"].ConvertAll(part => Syntax(part, parameters));
        return new HelpPage(
            titles[0].Title,
            frontMatter,
            sections.ToDictionary(section => section.Title, section => Lead(section.Text)),
            syntax,
            parts["EXAMPLES"],
            parameters,
            parts["INPUTS"],
            parts["OUTPUTS"]);
    }

    /// <summary>Cuts lines into parts at the headings of one level. Fences are not looked into.</summary>
    private List<HelpPart> Split(int from, int to, string prefix)
    {
        var starts = new List<int>();
        var fenced = false;
        for (var i = from; i < to; i++)
        {
            var fence = _lines[i].StartsWith("```", StringComparison.Ordinal);
            if ((fence && !fenced) || (!fenced && _lines[i].StartsWith('#')))
            {
                Require(_lines[i - 1].Length == 0, i + 1, "A heading or fence needs a blank line before it: without it PlatyPS drops text.");
            }

            fenced ^= fence;
            if (!fenced && _lines[i].StartsWith(prefix, StringComparison.Ordinal))
            {
                starts.Add(i);
            }
        }

        Require(!fenced, to, "A fence is not closed.");
        return [.. starts.Select((start, n) => new HelpPart(
            _lines[start][prefix.Length..].Trim(), string.Join('\n', _lines[(start + 1)..(n + 1 < starts.Count ? starts[n + 1] : to)]), start + 1))];
    }

    private HelpSyntax Syntax(HelpPart part, List<HelpParameter> parameters)
    {
        const string mark = " (Default)";
        var fence = Matched(Fence().Match(part.Text), part.Line, "A parameter set needs a fence with its syntax.");
        var syntax = new HelpSyntax(part.Title.Replace(mark, "", StringComparison.Ordinal), part.Title.EndsWith(mark, StringComparison.Ordinal), fence.Groups["code"].Value.Trim());
        var unknown = syntax.ParameterNames.FirstOrDefault(name => parameters.Find(parameter => parameter.Name == name)?.In(syntax.Set) is null);
        Require(unknown is null, part.Line, $"The syntax of '{syntax.Set}' shows -{unknown}, which PARAMETERS doesn't have in that set.");
        return syntax;
    }

    private HelpParameter Parameter(HelpPart part)
    {
        var yaml = Matched(Fence().Match(part.Text), part.Line, $"Parameter {part.Title} has no yaml block.");
        var text = part.Text[..yaml.Index].Trim();
        Require(part.Title.StartsWith('-') && yaml.Groups["language"].Value == "yaml" && text.Length > 0, part.Line, "A parameter is '### -Name', a text and a yaml block.");
        var values = new Dictionary<string, string>();
        var lists = new Dictionary<string, IReadOnlyList<string>>();
        var sets = new List<IReadOnlyDictionary<string, string>>();
        var (key, row, list, number) = ("", new Dictionary<string, string>(), new List<string>(), part.Line + Lines(part.Text[..yaml.Index]));
        foreach (var line in yaml.Groups["code"].Value.Split('\n'))
        {
            var match = Matched(Yaml().Match(line), ++number, $"Not a line of a parameter's yaml block: {line}");
            var (name, value) = (match.Groups["key"].Value, Plain(match.Groups["value"].Value));
            switch (match.Groups["lead"].Value)
            {
                case "" when name.Length > 0:
                    (key, values[name]) = (name, value);
                    lists[name] = list = [];
                    break;
                case "- " when name.Length == 0 && key != "ParameterSets":
                    list.Add(Plain(match.Groups["item"].Value));
                    break;
                case "- " when key == "ParameterSets" && name.Length > 0:
                    sets.Add(row = new() { [name] = value });
                    break;
                case "  " when key == "ParameterSets" && row.TryAdd(name, value):
                    break;
                default:
                    throw new HelpPageException(_path, number, $"Not expected here: {line}");
            }
        }

        var missing = ParameterKeys.Except(values.Keys).Concat(sets.DefaultIfEmpty(row).SelectMany(set => SetKeys.Except(set.Keys))).FirstOrDefault();
        Require(missing is null, part.Line, $"The yaml block of {part.Title} lacks {missing}.");
        return new HelpParameter(part.Title[1..], text, values, lists, sets);
    }

    private Match Matched(Match match, int line, string message) => match.Success ? match : throw new HelpPageException(_path, line, message);

    private void Require(bool holds, int line, string message)
    {
        if (!holds)
        {
            throw new HelpPageException(_path, line, message);
        }
    }

    private static string Lead(string section) => (section.StartsWith("### ", StringComparison.Ordinal) ? "" : section.Split("\n### ")[0]).Trim();

    private static int Lines(string text) => text.Split('\n').Length;

    private static string Plain(string value) => value is "[]" ? "" : value.Trim('\'', '"');

    [GeneratedRegex(@"^(?<key>[^:]+): *(?<value>.*)$")]
    private static partial Regex FrontMatter();

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<code>.*?)\n```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(?<lead>- |  |)(?:(?<key>\w+):(?: (?<value>.*))?|(?<item>\S.*))$")]
    private static partial Regex Yaml();
}
