using System.Management.Automation.Language;
using System.Reflection;
using System.Text.RegularExpressions;
using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Tests.Help;

/// <summary>Nothing is missing and nothing is left over: commands, pages, exports and ErrorIds.</summary>
public sealed partial class PageCompletenessTests
{
    private static readonly HashSet<string> KnownErrorIds =
        [.. typeof(ErrorIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>The sandbox' errors have their ids where they are thrown.</summary>
    private static readonly HashSet<string> SandboxErrorIds =
    [
        .. Directory.EnumerateDirectories(Path.Combine(HelpPages.RepositoryRoot, "src"), "LlmAnalytics.Sandbox*")
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Thrown().Matches(File.ReadAllText(file)).Select(match => match.Groups["id"].Value)),
    ];

    public static TheoryData<string> Commands => HelpPages.Names;

    [Fact]
    public void Every_command_has_a_page_and_every_page_a_command() =>
        Assert.Equal(HelpPages.Commands.Keys.Order(StringComparer.Ordinal), HelpPages.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("LlmAnalytics")]
    [InlineData("LlmAnalytics.Sandbox")]
    public void The_manifest_exports_just_the_commands(string name)
    {
        var module = HelpPages.Modules.Single(module => module.Name == name);
        var manifest = Parser.ParseFile(module.Manifest, out _, out var errors);
        Assert.Empty(errors);
        var table = (System.Collections.Hashtable)((HashtableAst)manifest.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false)!).SafeGetValue();
        Assert.Equal(module.Commands.Keys.Order(StringComparer.Ordinal), ((object[])table["CmdletsToExport"]!).Cast<string>().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_page_has_a_synopsis_a_description_and_three_to_eight_examples_with_code(string name)
    {
        var page = HelpPages.All[name];
        Assert.EndsWith(".", page.Sections["SYNOPSIS"], StringComparison.Ordinal);
        Assert.True(page.Sections["DESCRIPTION"].Length > 200, "The description is too short to learn from.");
        Assert.InRange(page.Examples.Count, 3, 8);
        Assert.All(page.Examples, example =>
        {
            Assert.Contains("```powershell\n", example.Text, StringComparison.Ordinal);
            Assert.Contains($"Example {page.Examples.ToList().IndexOf(example) + 1}: ", example.Title, StringComparison.Ordinal);
        });
        Assert.Contains(page.Examples, example => example.Text.Contains(name, StringComparison.Ordinal));
        Assert.Equal(HelpPages.ModuleOf(name).HelpFile, page.FrontMatter["external help file"]);
        Assert.Equal(HelpPages.ModuleOf(name).Name, page.FrontMatter["Module Name"]);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void No_page_has_a_placeholder(string name) =>
        Assert.DoesNotContain("{{", File.ReadAllText(Path.Combine(HelpPages.ModuleOf(name).Folder, name + ".md")), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_ErrorId_of_a_page_exists_and_is_there_once_with_what_to_do(string name)
    {
        var rows = Rows(name);
        Assert.NotEmpty(rows);
        Assert.Empty(rows.Select(row => row.Groups["id"].Value).Except(KnownErrorIds).Except(SandboxErrorIds));
        Assert.Equal(rows.Count, rows.DistinctBy(row => row.Groups["id"].Value).Count());
        Assert.All(rows, row => Assert.All(row.Groups["rest"].Value.Split(" | "), cell => Assert.EndsWith(".", cell.Trim(), StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_ErrorId_is_on_a_page()
    {
        Assert.NotEmpty(SandboxErrorIds);
        Assert.Empty(KnownErrorIds.Union(SandboxErrorIds).Except(HelpPages.All.Keys.SelectMany(Rows).Select(row => row.Groups["id"].Value)));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Related_links_lead_to_files_that_exist(string name)
    {
        var links = Link().Matches(HelpPages.All[name].Sections["RELATED LINKS"]).Select(match => match.Groups["target"].Value).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(HelpPages.ModuleOf(name).Folder, link)), link));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Outputs_are_the_types_that_the_command_declares(string name)
    {
        var declared = HelpPages.Infos[name].OutputType.Select(type => type.Name).DefaultIfEmpty("None");
        Assert.Equal(declared.Order(StringComparer.Ordinal), HelpPages.All[name].Outputs.Select(part => part.Title).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_overview_names_every_command()
    {
        var text = File.ReadAllText(Path.Combine(HelpPages.Folder, "about_LlmAnalytics.help.txt"));
        Assert.All(HelpPages.Modules[0].Commands.Keys, name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.Contains("\nSHORT DESCRIPTION\n    ", text, StringComparison.Ordinal);
    }

    private static List<Match> Rows(string page) => [.. ErrorRow().Matches(HelpPages.All[page].Sections["NOTES"]).Cast<Match>()];

    [GeneratedRegex(@"^\| (?!ErrorId )(?<id>[A-Z]\w+) \| (?<rest>.+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorRow();

    [GeneratedRegex(@"new SandboxException\(\s*""(?<id>\w+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Thrown();

    [GeneratedRegex(@"\]\((?<target>[^)]+)\)")]
    private static partial Regex Link();
}
