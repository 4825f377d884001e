using LlmAnalytics.Console.Tests.Hosting;

namespace LlmAnalytics.Console.Tests.Running;

public class PromptLoopTests
{
    [Fact]
    public void Statements_run_one_after_the_other_over_several_lines_and_keep_their_variables()
    {
        var run = TestConsole.Run([], "$x = 1\nif ($x) {\n\"is $x\"\n}\n\nGet-NoSuchCommand\n$x + 1\n");
        Assert.Equal(["is 1", "2"], run.Out.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Get-NoSuchCommand", run.Error);
        Assert.Equal(0, run.ExitCode); // that of the last statement
    }

    [Fact]
    public void Exit_ends_it()
    {
        var run = TestConsole.Run([], "exit 4\n'never'\n");
        Assert.Equal((4, ""), (run.ExitCode, run.Out));
    }

    [Fact]
    public void History_is_PowerShells_own() =>
        Assert.Contains("'first'", TestConsole.Run([], "'first'\nGet-History | ForEach-Object CommandLine\n").Out);
}
