using System.Management.Automation;
using LlmAnalytics.Console.CommandLine;
using LlmAnalytics.Console.Demonstration;
using LlmAnalytics.Console.Hosting;
using LlmAnalytics.Console.Interactive;
using LlmAnalytics.Console.Running;

namespace LlmAnalytics.Console;

/// <summary>The console from its arguments to its exit code.</summary>
internal static class ConsoleProgram
{
    private const string Module = "LlmAnalytics";
    private const string SandboxModule = "LlmAnalytics.Sandbox";

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code; see <see cref="ExitCodes"/>.</returns>
    public static int Run(string[] arguments, ConsoleStreams streams)
    {
        ConsoleOptions options;
        try
        {
            options = CommandLineParser.Parse(arguments);
        }
        catch (UsageException e)
        {
            streams.Error.WriteLine($"llm-analytics: {e.Message} See llm-analytics --help.");
            return ExitCodes.Usage;
        }

        switch (options.Task)
        {
            case ConsoleTask.Help:
                streams.Out.Write(Usage.Text);
                return ExitCodes.Success;
            case ConsoleTask.Version:
                streams.Out.WriteLine($"llm-analytics {typeof(ConsoleProgram).Assembly.GetName().Version!.ToString(3)}");
                return ExitCodes.Success;
            default:
                return InSession(options, streams);
        }
    }

    private static int InSession(ConsoleOptions options, ConsoleStreams streams)
    {
        if (options.Task == ConsoleTask.File && !File.Exists(options.Script))
        {
            streams.Error.WriteLine($"llm-analytics: there is no script '{options.Script}'.");
            return ExitCodes.Usage;
        }

        if (ModuleLocator.OfProcess.Find(Module) is not { } manifest)
        {
            streams.Error.WriteLine($"llm-analytics: the module {Module} is neither in 'modules' beside the executable nor in 'output' of the source tree; dotnet build assembles it.");
            return ExitCodes.Error;
        }

        if (options.Task == ConsoleTask.Demo && ModuleLocator.OfProcess.Find(SandboxModule) is null)
        {
            streams.Error.WriteLine($"llm-analytics: the demo needs the module {SandboxModule} beside {Module}; dotnet build assembles it.");
            return ExitCodes.Error;
        }

        // The sandbox is for learning and tests: whoever leaves it out gets a console all the same.
        string[] manifests = [manifest, .. new[] { ModuleLocator.OfProcess.Find(SandboxModule) }.OfType<string>()];
        Session session;
        try
        {
            session = Session.Open(streams, !options.NonInteractive, manifests);
        }
        catch (RuntimeException e)
        {
            streams.Error.WriteLine($"llm-analytics: {e.Message}");
            return ExitCodes.Error;
        }

        using (session)
        {
            return InSession(session, options, streams);
        }
    }

    private static int InSession(Session session, ConsoleOptions options, ConsoleStreams streams)
    {
        if (options.Task == ConsoleTask.Demo)
        {
            return new Demo(session, streams).Run(options);
        }

        var outcome = options.Task switch
        {
            ConsoleTask.File => session.RunFile(Path.GetFullPath(options.Script), options),
            ConsoleTask.Command => session.Run(options.Script, options),
            _ => new PromptLoop(session, Reader(session, streams)).Run(options),
        };
        return ExitCodes.Of(outcome, session.ExitCode, options.FailUnhealthy);
    }

    private static ILineReader Reader(Session session, ConsoleStreams streams) =>
        streams is { InIsTerminal: true, OutIsTerminal: true } ? new TerminalLineReader(streams, session.Complete) : new StreamLineReader(streams.In);
}
