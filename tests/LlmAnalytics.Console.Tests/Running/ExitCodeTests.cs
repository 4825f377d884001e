using LlmAnalytics.Console.Tests.Hosting;

namespace LlmAnalytics.Console.Tests.Running;

public class ExitCodeTests
{
    [Theory]
    [InlineData("Get-LlmKafkaTopicDefinition llm-events", 0)]
    [InlineData("Get-LlmKafkaTopicDefinition no-such-topic", 1)]
    [InlineData("throw 'broken'", 1)]
    [InlineData("Get-NoSuchCommand", 1)]
    [InlineData("if (", 1)]
    [InlineData("exit 7", 7)]
    [InlineData("exit", 0)]
    public void Of_commands(string command, int exitCode) => Assert.Equal(exitCode, TestConsole.Command(command).ExitCode);

    [Theory]
    [InlineData("-Bogus")]
    [InlineData("-File", "/no/such/script.ps1")]
    public void Two_where_the_command_line_is_not_understood(params string[] arguments)
    {
        var run = TestConsole.Run(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.StartsWith("llm-analytics: ", run.Error);
    }

    [Theory]
    [InlineData("Test-LlmKafkaCluster -BootstrapServer 127.0.0.1:1", true, 3)]
    [InlineData("Test-LlmKafkaCluster -BootstrapServer 127.0.0.1:1", false, 0)]
    [InlineData("Test-LlmKafkaCluster -BootstrapServer 127.0.0.1:1 -Quiet", true, 3)]
    [InlineData("1, 2 | Where-Object { $_ -gt 1 }; $false", true, 0)]
    public void Three_where_a_verdict_says_unhealthy_and_that_is_asked_for(string command, bool fail, int exitCode) =>
        Assert.Equal(exitCode, TestConsole.Command(command, "", fail ? ["-FailUnhealthy"] : []).ExitCode);

    [Fact]
    public void An_error_weighs_more_than_a_verdict() =>
        Assert.Equal(1, TestConsole.Command("Test-LlmKafkaCluster -BootstrapServer 127.0.0.1:1; Get-NoSuchCommand", "", "-FailUnhealthy").ExitCode);

    [Fact]
    public void A_script_gets_its_arguments_and_gives_its_exit_code()
    {
        var script = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.ps1");
        File.WriteAllText(script, "param([string] $Name, [switch] $Loud, [switch] $Quick, [int] $Count)\n\"$Name,$Loud,$Quick,$Count\"\nexit 5");
        try
        {
            var run = TestConsole.Run(["-File", script, "-Name", "n", "-Quick", "-3", "-Loud:$true"]);
            Assert.Equal((5, "n,True,True,-3"), (run.ExitCode, run.Out.Trim()));
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Fact]
    public void Help_and_version_say_what_they_should()
    {
        Assert.Contains("-FailUnhealthy", TestConsole.Run(["--help"]).Out);
        Assert.Matches(@"^llm-analytics \d+\.\d+\.\d+\s*$", TestConsole.Run(["--version"]).Out);
    }
}
