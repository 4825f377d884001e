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
    public void An_empty_line_within_a_block_is_part_of_it()
    {
        var run = TestConsole.Run([], "if (1) {\n\n'in'\n\n}\n");
        Assert.Equal((0, "in", ""), (run.ExitCode, run.Out.Trim(), run.Error));
    }

    [Theory]
    [InlineData("if (1) {\n'never'\n")]
    [InlineData("1 +\n")]
    public void A_statement_without_its_end_is_an_error_that_says_so(string input)
    {
        var run = TestConsole.Run([], input);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Matches(@"ParserError: .*\w{4}", run.Error);
    }

    [Fact]
    public void A_dash_in_place_of_a_command_reads_commands_from_the_input()
    {
        var run = TestConsole.Run(["-Command", "-"], "'piped'\nexit 3\n");
        Assert.Equal((3, "piped"), (run.ExitCode, run.Out.Trim()));
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
