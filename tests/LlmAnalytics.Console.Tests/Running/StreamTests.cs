using LlmAnalytics.Console.Tests.Hosting;

namespace LlmAnalytics.Console.Tests.Running;

public class StreamTests
{
    private const char Escape = '\e';

    [Fact]
    public void Results_are_rendered_by_the_modules_views()
    {
        var run = TestConsole.Command("Get-LlmKafkaTopicDefinition llm-events");
        Assert.Contains("Partitions", run.Out);
        Assert.Contains("7 d", run.Out);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void Errors_warnings_and_verbose_texts_go_to_stderr()
    {
        var run = TestConsole.Command("$VerbosePreference = 'Continue'; Get-LlmKafkaTopicDefinition none, llm-events; & { [CmdletBinding()] param() $PSCmdlet.WriteWarning('a warning'); $PSCmdlet.WriteVerbose('a verbose text') }");
        Assert.Contains("none", run.Error);
        Assert.Contains("WARNING: a warning", run.Error);
        Assert.Contains("VERBOSE: a verbose text", run.Error);
        Assert.Contains("llm-events", run.Out);
        Assert.DoesNotContain("WARNING", run.Out);
    }

    [Fact]
    public void The_error_that_ends_a_script_goes_to_stderr_after_its_results()
    {
        var run = TestConsole.Command("'before'; throw 'broken'");
        Assert.Equal("before", run.Out.Trim());
        Assert.Contains("broken", run.Error);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Colours_only_on_a_terminal_that_may_have_them(bool isTerminal, bool allowColor, bool colored)
    {
        var run = TestConsole.Run(["-Command", "Get-LlmKafkaTopicDefinition llm-events; Get-NoSuchCommand"], isTerminal: isTerminal, allowColor: allowColor);
        Assert.Equal(colored, run.Out.Contains(Escape, StringComparison.Ordinal));
        Assert.Equal(colored, run.Error.Contains(Escape, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redirected_process_writes_no_escape_sequence()
    {
        using var console = ConsoleProcess.Start("-Command", "Test-LlmKafkaCluster -BootstrapServer 127.0.0.1:1; Get-NoSuchCommand");
        var run = await console.EndAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Unhealthy", run.Out);
        Assert.DoesNotContain(Escape, run.Out + run.Error);
    }

    [InterruptFact]
    public async Task Ctrl_C_stops_the_pipeline()
    {
        using var console = ConsoleProcess.Start("-Command", "'running'; while ($true) { }");
        Assert.Equal("running", await console.ReadLineAsync());
        using var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{console.Id}"]);
        Assert.Equal(130, (await console.EndAsync()).ExitCode);
    }
}
