using LlmAnalytics.Console.CommandLine;

namespace LlmAnalytics.Console.Tests.CommandLine;

public class CommandLineParserTests
{
    [Theory]
    [InlineData("-command")]
    [InlineData("--Command")]
    [InlineData("-c")]
    public void A_command_is_one_argument_and_options_may_follow(string name)
    {
        var options = CommandLineParser.Parse([name, "Get-X -Y", "-Json", "--failUnhealthy"]);
        Assert.Equal(ConsoleTask.Command, options.Task);
        Assert.Equal("Get-X -Y", options.Script);
        Assert.True(options is { Json: true, FailUnhealthy: true, NonInteractive: false });
    }

    [Fact]
    public void What_follows_a_file_is_the_scripts_own()
    {
        var options = CommandLineParser.Parse(["-NonInteractive", "-File", "x.ps1", "-Json", "1"]);
        Assert.Equal(ConsoleTask.File, options.Task);
        Assert.Equal(["-Json", "1"], options.Arguments);
        Assert.True(options is { Json: false, NonInteractive: true });
    }

    [Theory]
    [InlineData("-Command")]
    [InlineData("-File")]
    [InlineData("-Unknown")]
    [InlineData("Get-LlmKafkaTopic")]
    [InlineData("-Json")]
    [InlineData("demo", "-FailUnhealthy")]
    [InlineData("-Command", "one", "two")]
    public void What_is_not_understood_is_refused(params string[] arguments) => Assert.Throws<UsageException>(() => CommandLineParser.Parse(arguments));

    [Theory]
    [InlineData("--help", ConsoleTask.Help)]
    [InlineData("-h", ConsoleTask.Help)]
    [InlineData("--version", ConsoleTask.Version)]
    [InlineData("demo", ConsoleTask.Demo)]
    public void Words_for_tasks(string argument, object task) => Assert.Equal(task, CommandLineParser.Parse([argument]).Task);

    [Fact]
    public void Without_arguments_there_is_a_prompt() => Assert.Equal(ConsoleTask.Prompt, CommandLineParser.Parse([]).Task);
}
