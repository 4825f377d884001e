using System.Management.Automation;

namespace LlmAnalytics.Console.Hosting;

/// <summary>
/// An answer typed at a terminal, key by key: so that Ctrl+C ends the question with its command. A line read from the terminal as a file holds the thread until Enter, and the
/// pipeline can't stop before.
/// </summary>
internal sealed class KeyedLine(TextWriter echo, Func<ConsoleKeyInfo> readKey)
{
    /// <summary>Reads to Enter.</summary>
    /// <param name="append">Takes a letter.</param>
    /// <param name="removeLast">Takes the last one back; false where there is none.</param>
    /// <param name="mask">What is shown in place of a letter; null shows the letters.</param>
    /// <returns>False where the input ended (Ctrl+D with nothing typed).</returns>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public bool Read(Action<char> append, Func<bool> removeLast, char? mask = null)
    {
        var length = 0;
        while (readKey() is { Key: not ConsoleKey.Enter } key)
        {
            var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            if (isControl && key.Key == ConsoleKey.C)
            {
                Show(Environment.NewLine);
                throw new PipelineStoppedException();
            }

            if (isControl && key.Key == ConsoleKey.D && length == 0)
            {
                Show(Environment.NewLine);
                return false;
            }

            if (key.Key == ConsoleKey.Backspace)
            {
                if (removeLast())
                {
                    length--;
                    Show("\b \b");
                }
            }
            else if (!char.IsControl(key.KeyChar))
            {
                append(key.KeyChar);
                length++;
                Show((mask ?? key.KeyChar).ToString());
            }
        }

        Show(Environment.NewLine);
        return true;
    }

    private void Show(string text)
    {
        echo.Write(text);
        echo.Flush();
    }
}
