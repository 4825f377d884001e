using System.Management.Automation.Language;
using LlmAnalytics.Console.CommandLine;
using LlmAnalytics.Console.Interactive;

namespace LlmAnalytics.Console.Running;

/// <summary>Reads statements and runs them, until <c>exit</c> or the end of the input.</summary>
internal sealed class PromptLoop(Session session, ILineReader reader)
{
    private const string Prompt = "LLM> ";
    private const string Continuation = ">> ";

    /// <summary>Runs the loop.</summary>
    /// <returns>What the last statement came to: the exit code of input that comes from a pipe.</returns>
    public Outcome Run(ConsoleOptions options)
    {
        var last = new Outcome();
        while (session.ExitCode is null && Statement() is { } statement)
        {
            if (!string.IsNullOrWhiteSpace(statement))
            {
                reader.Remember(statement);
                last = session.Run(statement, options);
            }
        }

        return last;
    }

    /// <summary>Lines until they make a whole statement, or the user gives it up; null at the end of the input.</summary>
    private string? Statement()
    {
        var statement = reader.Read(Prompt);
        while (statement is not null && IsIncomplete(statement))
        {
            var line = reader.Read(Continuation);
            if (line is null)
            {
                break;
            }

            // One sign, on every system: the line that goes back to it is edited letter by letter.
            statement = reader.GaveUp ? "" : $"{statement}\n{line}";
        }

        return reader.GaveUp ? "" : statement;
    }

    private static bool IsIncomplete(string statement)
    {
        Parser.ParseInput(statement, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
