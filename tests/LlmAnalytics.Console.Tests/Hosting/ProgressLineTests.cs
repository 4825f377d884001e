using System.Management.Automation;
using LlmAnalytics.Console.Hosting;

namespace LlmAnalytics.Console.Tests.Hosting;

public class ProgressLineTests
{
    [Fact]
    public void One_line_that_is_wiped_at_the_end()
    {
        var written = Written(isTerminal: true, line =>
        {
            line.Show(new ProgressRecord(1, "New-LlmKafkaTopic", "creating") { PercentComplete = 50, CurrentOperation = "llm-events" });
            line.Show(new ProgressRecord(1, "New-LlmKafkaTopic", "done") { RecordType = ProgressRecordType.Completed });
        });
        Assert.Equal("New-LlmKafkaTopic 50% llm-events\r\e[K", written);
    }

    [Fact]
    public void Nothing_where_stderr_is_no_terminal() =>
        Assert.Empty(Written(isTerminal: false, line => line.Show(new ProgressRecord(1, "New-LlmKafkaTopic", "creating"))));

    [Fact]
    public void Cut_at_the_windows_width_and_free_of_control_characters()
    {
        var text = ProgressLine.Text(new ProgressRecord(1, "Activity", "a\tb\e[2J" + new string('x', 200)), 40);
        Assert.Equal(40, text.Length);
        Assert.DoesNotContain(text, char.IsControl);
    }

    private static string Written(bool isTerminal, Action<ProgressLine> show)
    {
        using var error = new StringWriter();
        show(new ProgressLine(new ConsoleStreams { In = TextReader.Null, Out = TextWriter.Null, Error = error, ErrorIsTerminal = isTerminal, Width = () => 80 }));
        return error.ToString();
    }
}
