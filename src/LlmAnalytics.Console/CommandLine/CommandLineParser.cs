namespace LlmAnalytics.Console.CommandLine;

/// <summary>Reads the command line: names as <c>pwsh</c> has them, with one dash or two, in any case.</summary>
internal static class CommandLineParser
{
    /// <summary>Understands the arguments.</summary>
    /// <exception cref="UsageException">They can't be understood.</exception>
    public static ConsoleOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new ConsoleOptions { Task = ConsoleTask.Prompt };
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (Name(arguments[i]))
            {
                case "help" or "h" or "?":
                    return options with { Task = ConsoleTask.Help };
                case "version" or "v":
                    return options with { Task = ConsoleTask.Version };
                case "json":
                    options = options with { Json = true };
                    break;
                case "failunhealthy":
                    options = options with { FailUnhealthy = true };
                    break;
                case "noninteractive":
                    options = options with { NonInteractive = true };
                    break;
                case "command" or "c":
                    options = options with { Task = ConsoleTask.Command, Script = Next(arguments, i++, "a command") };
                    break;
                case "file" or "f":
                    options = options with { Task = ConsoleTask.File, Script = Next(arguments, i, "the path of a script"), Arguments = [.. arguments.Skip(i + 2)] };
                    return options;
                case "" when arguments[i].Equals("demo", StringComparison.OrdinalIgnoreCase):
                    options = options with { Task = ConsoleTask.Demo };
                    break;
                case "":
                    throw new UsageException($"'{arguments[i]}' is not understood. A command goes behind -Command, in quotes; a script behind -File.");
                default:
                    throw new UsageException($"There is no option '{arguments[i]}'.");
            }
        }

        return Checked(options);
    }

    /// <summary>An option's name in lower case without its dashes; empty for what is no option.</summary>
    private static string Name(string argument) => argument.StartsWith('-') ? argument.TrimStart('-').ToLowerInvariant() : "";

    private static string Next(IReadOnlyList<string> arguments, int option, string what) =>
        option + 1 < arguments.Count ? arguments[option + 1] : throw new UsageException($"{arguments[option]} needs {what}.");

    private static ConsoleOptions Checked(ConsoleOptions options) => options switch
    {
        { Task: ConsoleTask.Command, Script: "-" } => Checked(options with { Task = ConsoleTask.Prompt, Script = "" }),
        { Task: ConsoleTask.Prompt or ConsoleTask.Demo, Json: true } => throw new UsageException("-Json needs -Command or -File."),
        { Task: ConsoleTask.Prompt or ConsoleTask.Demo, FailUnhealthy: true } => throw new UsageException("-FailUnhealthy needs -Command or -File."),
        { Task: ConsoleTask.Prompt or ConsoleTask.Demo, NonInteractive: true } => throw new UsageException("-NonInteractive needs -Command or -File."),
        _ => options,
    };
}
