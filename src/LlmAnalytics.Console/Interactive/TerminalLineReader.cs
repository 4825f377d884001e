using LlmAnalytics.Console.Hosting;

namespace LlmAnalytics.Console.Interactive;

/// <summary>Lines edited at a terminal: arrows, Home, End, Tab completes, Up and Down go through the history, Ctrl+C gives the line up, Ctrl+D on an empty one ends.</summary>
/// <param name="streams">The terminal.</param>
/// <param name="complete">What a text may become, the cursor's place given.</param>
internal sealed class TerminalLineReader(ConsoleStreams streams, Func<string, int, LineCompletion> complete) : ILineReader
{
    private readonly LineHistory _history = new();
    private readonly LineBuffer _line = new();
    private LineCompletion? _completion;
    private string _prompt = "";

    public string? Read(string prompt)
    {
        _prompt = prompt;
        _line.Set("");
        var wasInput = SystemConsole.TreatControlCAsInput;
        SystemConsole.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                Draw();
                var key = SystemConsole.ReadKey(intercept: true);
                var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
                _completion = key.Key == ConsoleKey.Tab ? _completion : null;
                switch (key.Key)
                {
                    case ConsoleKey.Enter:
                        return Finish(_line.Text);
                    case ConsoleKey.C when isControl:
                        return Finish("");
                    case ConsoleKey.D when isControl && _line.Text.Length == 0:
                        Finish("");
                        return null;
                    default:
                        Edit(key, isControl);
                        break;
                }
            }
        }
        finally
        {
            SystemConsole.TreatControlCAsInput = wasInput;
        }
    }

    private void Edit(ConsoleKeyInfo key, bool isControl)
    {
        switch (key.Key)
        {
            case ConsoleKey.Tab:
                Complete(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
                break;
            case ConsoleKey.UpArrow when _history.Older(_line.Text) is { } older:
                _line.Set(older);
                break;
            case ConsoleKey.DownArrow when _history.Newer() is { } newer:
                _line.Set(newer);
                break;
            case ConsoleKey.LeftArrow:
                _line.Move(-1);
                break;
            case ConsoleKey.RightArrow:
                _line.Move(1);
                break;
            case ConsoleKey.Home or ConsoleKey.A when key.Key == ConsoleKey.Home || isControl:
                _line.Home();
                break;
            case ConsoleKey.End or ConsoleKey.E when key.Key == ConsoleKey.End || isControl:
                _line.End();
                break;
            case ConsoleKey.Backspace:
                _line.Backspace();
                break;
            case ConsoleKey.Delete:
                _line.Delete();
                break;
            case ConsoleKey.U when isControl:
                _line.CutBefore();
                break;
            case ConsoleKey.K when isControl:
                _line.CutAfter();
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    _line.Insert(key.KeyChar);
                }

                break;
        }
    }

    private void Complete(int step)
    {
        _completion = _completion?.Next(step) ?? complete(_line.Text, _line.Cursor);
        if (_completion.Chosen is { } chosen)
        {
            _line.Set(chosen.Text, chosen.Cursor);
        }
    }

    private string Finish(string line)
    {
        _history.Add(line);
        streams.Out.WriteLine();
        streams.Out.Flush();
        return line;
    }

    /// <summary>One row of the terminal: a longer line shows the part around its cursor.</summary>
    private void Draw()
    {
        var room = Math.Max(streams.Width() - _prompt.Length - 1, 1);
        var from = Math.Max(_line.Cursor - room, 0);
        var text = _line.Text.Substring(from, Math.Min(room, _line.Text.Length - from));
        streams.Out.Write($"\r\e[K{_prompt}{text}\r\e[{_prompt.Length + _line.Cursor - from}C");
        streams.Out.Flush();
    }
}
