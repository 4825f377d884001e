using LlmAnalytics.Console.Hosting;

[assembly: CollectionBehavior(DisableTestParallelization = true)] // PowerShell's style is one a process

namespace LlmAnalytics.Console.Tests.Hosting;

/// <summary>A run of the console in this process, with what it wrote.</summary>
internal sealed record TestConsole(int ExitCode, string Out, string Error)
{
    /// <summary>Runs the console.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="input">What is typed.</param>
    /// <param name="isTerminal">Whether stdout and stderr are terminals.</param>
    /// <param name="allowColor">False for NO_COLOR.</param>
    public static TestConsole Run(string[] arguments, string input = "", bool isTerminal = false, bool allowColor = true)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var streams = new ConsoleStreams
        {
            In = new StringReader(input),
            Out = output,
            Error = error,
            OutIsTerminal = isTerminal,
            ErrorIsTerminal = isTerminal,
            AllowColor = allowColor,
            Width = () => 120,
        };
        var exitCode = ConsoleProgram.Run(arguments, streams);
        return new TestConsole(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs one command.</summary>
    public static TestConsole Command(string command, string input = "", params string[] options) => Run(["-Command", command, .. options], input);
}
