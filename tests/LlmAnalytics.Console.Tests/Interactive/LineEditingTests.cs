using LlmAnalytics.Console.Interactive;

namespace LlmAnalytics.Console.Tests.Interactive;

public class LineEditingTests
{
    [Fact]
    public void Letters_go_in_and_out_at_the_cursor()
    {
        var line = new LineBuffer();
        line.Set("Gt-X");
        line.Home();
        line.Move(1);
        line.Insert('e');
        Assert.Equal(("Get-X", 2), (line.Text, line.Cursor));
        line.Delete();
        line.Backspace();
        Assert.Equal(("G-X", 1), (line.Text, line.Cursor));
        line.CutAfter();
        Assert.Equal("G", line.Text);
        line.CutBefore();
        Assert.Equal(("", 0), (line.Text, line.Cursor));
        line.Backspace();
        line.Delete();
        line.Move(-5);
        Assert.Equal(("", 0), (line.Text, line.Cursor));
    }

    [Fact]
    public void History_goes_back_and_comes_forth_to_what_was_being_typed()
    {
        var history = new LineHistory();
        history.Add("one");
        history.Add("two");
        history.Add("two");
        history.Add(" ");
        Assert.Equal("two", history.Older("draft"));
        Assert.Equal("one", history.Older("two"));
        Assert.Null(history.Older("one"));
        Assert.Equal("two", history.Newer());
        Assert.Equal("draft", history.Newer());
        Assert.Null(history.Newer());
    }

    [Fact]
    public void Words_are_gone_over_and_cut_at_the_cursor()
    {
        var line = new LineBuffer();
        line.Set("Get-LlmKafkaTopic llm-events");
        line.MoveWord(-1);
        Assert.Equal("Get-LlmKafkaTopic llm-".Length, line.Cursor);
        line.CutWordBefore();
        Assert.Equal("Get-LlmKafkaTopic events", line.Text);
        line.Home();
        line.MoveWord(1);
        Assert.Equal(3, line.Cursor);
        line.CutWordAfter();
        Assert.Equal("Get events", line.Text);
        line.MoveWord(1);
        line.MoveWord(1);
        line.CutWordAfter();
        Assert.Equal(("Get events", 10), (line.Text, line.Cursor));
    }

    [Fact]
    public void History_finds_what_was_typed_and_moves_only_when_it_does()
    {
        var history = new LineHistory();
        history.Add("Start-LlmSandbox");
        history.Add("New-LlmKafkaTopic");
        history.Add("Stop-LlmSandbox");
        Assert.Equal("Stop-LlmSandbox", history.OlderWith("sandbox", "sandbox"));
        Assert.Equal("Start-LlmSandbox", history.OlderWith("sandbox", "Stop-LlmSandbox"));
        Assert.Null(history.OlderWith("sandbox", "Start-LlmSandbox"));
        Assert.Equal("New-LlmKafkaTopic", history.Newer());
        Assert.Equal("Stop-LlmSandbox", history.Newer());
        Assert.Equal("sandbox", history.Newer());
    }

    [Fact]
    public void Completions_go_round_in_a_circle()
    {
        var completion = new LineCompletion([("a", 1), ("b", 1)]);
        Assert.Equal("a", completion.Chosen?.Text);
        Assert.Equal("b", completion.Next(-1).Chosen?.Text);
        Assert.Equal("a", completion.Next(1).Next(1).Chosen?.Text);
        Assert.Null(new LineCompletion([]).Next(1).Chosen);
    }
}
