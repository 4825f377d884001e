using LlmAnalytics.HelpGenerator;

namespace LlmAnalytics.PowerShell.Tests.Help;

/// <summary>A page that isn't as it should be is refused with its line, so that the build can show it.</summary>
public sealed class MalformedPageTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.md");

    [Theory]
    [InlineData("---\ndocument type", "document type", "front matter")]
    [InlineData("Locale: en-US\n", "Locale\n", "Not a line 'key: value'")]
    [InlineData("# Get-LlmKafkaConnection\n", "# Get-Another\n", "the front matter's title")]
    [InlineData("## ALIASES\n", "## NICKNAMES\n", "in this order")]
    [InlineData("## ALIASES\n\nNone.\n\n", "", "in this order")]
    [InlineData("\n\n## DESCRIPTION", "\n## DESCRIPTION", "needs a blank line")]
    [InlineData("\n\n```yaml", "\n```yaml", "needs a blank line")]
    [InlineData("HelpMessage: ''\n```", "HelpMessage: ''", "fence")]
    [InlineData("  IsRequired: false\n", "", "lacks IsRequired")]
    [InlineData("SupportsWildcards: false\n", "", "lacks SupportsWildcards")]
    [InlineData("- Name: (All)\n", "- (All)\n", "Not expected here")]
    [InlineData("[-Current]", "[-Curent]", "-Curent")]
    [InlineData("Lists the connections to Kafka that this session has open.\n", "", "synopsis is empty")]
    public void It_is_refused_and_says_why_and_where(string text, string replacement, string why)
    {
        var page = File.ReadAllText(Path.Combine(HelpPages.Folder, "Get-LlmKafkaConnection.md"));
        var at = page.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, "The page has changed: this test must follow.");
        File.WriteAllText(_path, page.Remove(at, text.Length).Insert(at, replacement));
        var problem = Assert.Throws<HelpPageException>(() => HelpPageReader.Read(_path));
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
        Assert.Equal(_path, problem.Path);
        Assert.InRange(problem.Line, 1, page.Split('\n').Length);
    }

    [Fact]
    public void The_line_is_that_of_the_fault()
    {
        var lines = File.ReadAllLines(Path.Combine(HelpPages.Folder, "Get-LlmKafkaConnection.md")).ToList();
        var fault = lines.IndexOf("Aliases: []");
        lines[fault] = "Aliases = none";
        File.WriteAllLines(_path, lines);
        Assert.Equal(fault + 1, Assert.Throws<HelpPageException>(() => HelpPageReader.Read(_path)).Line);
    }

    public void Dispose() => File.Delete(_path);
}
