using System.Xml.Linq;
using LlmAnalytics.HelpGenerator;

namespace LlmAnalytics.PowerShell.Tests.Help;

/// <summary>The XML that Get-Help reads: made of the pages, complete, and in the module.</summary>
public sealed class MamlTests
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static TheoryData<string> Commands => HelpPages.Names;

    [Theory]
    [InlineData("LlmAnalytics")]
    [InlineData("LlmAnalytics.Sandbox")]
    public void The_help_in_the_module_is_that_of_the_pages(string name)
    {
        var module = HelpPages.Modules.Single(module => module.Name == name);
        var path = Directory.GetFiles(Path.Combine(HelpPages.RepositoryRoot, "output", name), module.HelpFile, SearchOption.AllDirectories)
            .OrderByDescending(File.GetLastWriteTimeUtc).First();
        var shipped = XDocument.Load(path);
        Assert.Equal("en-US", Path.GetFileName(Path.GetDirectoryName(path)));
        Assert.Equal("maml", shipped.Root!.Attribute("schema")?.Value);
        Assert.Equal(MamlWriter.ToDocument(HelpPages.All.Where(page => module.Commands.ContainsKey(page.Key)).OrderBy(page => page.Key, StringComparer.Ordinal).Select(page => page.Value)).ToString(), shipped.ToString());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void It_holds_synopsis_parameters_sets_and_examples(string name)
    {
        var page = HelpPages.All[name];
        var help = Make(page);
        Assert.Equal(name, help.Element(Command + "details")!.Element(Command + "name")!.Value);
        Assert.Equal(page.Sections["SYNOPSIS"].Replace("`", "", StringComparison.Ordinal), help.Element(Command + "details")!.Element(Maml + "description")!.Value);
        Assert.Equal(
            page.Parameters.Select(parameter => parameter.Name),
            help.Element(Command + "parameters")!.Elements().Select(parameter => parameter.Element(Maml + "name")!.Value));
        Assert.All(help.Element(Command + "parameters")!.Elements(), parameter => Assert.NotEmpty(parameter.Element(Maml + "description")!.Value));
        Assert.Equal(
            HelpPages.Infos[name].ParameterSets.Select(set => set.Parameters.Count(parameter => page.Parameters.Any(documented => documented.Name == parameter.Name))),
            help.Element(Command + "syntax")!.Elements().Select(set => set.Elements(Command + "parameter").Count()));
        Assert.All(help.Element(Command + "examples")!.Elements(), example => Assert.NotEmpty(example.Element(Dev + "code")!.Value));
        Assert.NotEmpty(help.Element(Maml + "relatedLinks")!.Elements());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void No_Markdown_is_left_in_its_prose(string name)
    {
        var prose = Make(HelpPages.All[name]).Descendants(Maml + "description").Select(element => element.Value);
        Assert.All(prose, text => Assert.False(text.Contains('`', StringComparison.Ordinal) || text.Contains("**", StringComparison.Ordinal) || text.Contains("](", StringComparison.Ordinal), text));
    }

    [Fact]
    public void Values_reach_the_attributes_that_Get_Help_shows()
    {
        var parameters = Make(HelpPages.All["New-LlmKafkaTopic"]).Element(Command + "parameters")!.Elements().ToDictionary(parameter => parameter.Element(Maml + "name")!.Value);
        Assert.Equal("60", parameters["TimeoutSec"].Element(Dev + "defaultValue")!.Value);
        Assert.Equal("true", parameters["Name"].Attribute("globbing")!.Value);
        Assert.Equal("TopicName", parameters["Name"].Attribute("aliases")!.Value);
        Assert.Equal("0", parameters["Name"].Attribute("position")!.Value);
        Assert.Equal("true (ByValue)", parameters["InputObject"].Attribute("pipelineInput")!.Value);
        Assert.Equal("true", parameters["InputObject"].Attribute("required")!.Value);
        Assert.Equal("Int32", parameters["ReplicationFactor"].Element(Dev + "type")!.Value);
    }

    [Fact]
    public void Text_is_turned_into_what_a_console_shows()
    {
        const string markdown = "A `b` **c**\nand [d](e.md).\n\n- one\n  more\n- two\n\n```text\nkeep  `this`\n\nas it is\n```\n\n| H | I |\n|---|---|\n| a | b `c` |";
        Assert.Equal(["A b c and d.", "- one more\n- two", "keep  `this`\n\nas it is", "a: b c"], MamlText.Paragraphs(markdown));
    }

    private static XElement Make(HelpPage page) => MamlWriter.ToDocument([page]).Root!.Elements().Single();
}
