using LlmAnalytics.Console.Hosting;

namespace LlmAnalytics.Console.Interactive;

/// <summary>
/// Lines edited at a terminal, by the keys of readline that PowerShell has too: arrows (with Ctrl by words), Home, End, Ctrl+A, E, B, F, U, K, W, L; Tab completes; Up, Down, Ctrl+P
/// and Ctrl+N go through the history, Ctrl+R to the nearest statement with what was typed in it; Ctrl+C gives the statement up, Ctrl+D on an empty line ends.
/// </summary>
/// <param name="streams">The terminal.</param>
/// <param name="complete">What a text may become, the cursor's place given.</param>
internal sealed class TerminalLineReader(ConsoleStreams streams, Func<string, int, LineCompletion> complete) : ILineReader
{
    private readonly LineHistory _history = new();
    private readonly LineBuffer _line = new();
    private LineCompletion? _completion;
    private string? _sought;
    private string _prompt = "";

    public bool GaveUp { get; private set; }

    public void Remember(string statement) => _history.Add(statement);

    public string? Read(string prompt)
    {
        _prompt = prompt;
        GaveUp = false;
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
                _sought = key.Key == ConsoleKey.R && isControl ? _sought ?? _line.Text : null;
                switch (key.Key)
                {
                    case ConsoleKey.Enter:
                        return Finish(_line.Text);
                    case ConsoleKey.C when isControl:
                        GaveUp = true;
                        return Finish("");
                    case ConsoleKey.D when isControl && _line.Text.Length == 0:
                        Finish("");
                        return null;
                    default:
                        Edit(key, isControl, key.Modifiers.HasFlag(ConsoleModifiers.Alt));
                        break;
                }
            }
        }
        finally
        {
            SystemConsole.TreatControlCAsInput = wasInput;
        }
    }

    private void Edit(ConsoleKeyInfo key, bool isControl, bool isAlt)
    {
        switch (key.Key)
        {
            case ConsoleKey.Tab:
                Complete(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
                break;
            case ConsoleKey.UpArrow or ConsoleKey.P when key.Key == ConsoleKey.UpArrow || isControl:
                _line.Set(_history.Older(_line.Text) ?? _line.Text);
                break;
            case ConsoleKey.DownArrow or ConsoleKey.N when key.Key == ConsoleKey.DownArrow || isControl:
                _line.Set(_history.Newer() ?? _line.Text);
                break;
            case ConsoleKey.R when isControl:
                _line.Set(_history.OlderWith(_sought!, _line.Text) ?? _line.Text);
                break;
            case ConsoleKey.LeftArrow when isControl || isAlt:
            case ConsoleKey.B when isAlt:
                _line.MoveWord(-1);
                break;
            case ConsoleKey.RightArrow when isControl || isAlt:
            case ConsoleKey.F when isAlt:
                _line.MoveWord(1);
                break;
            case ConsoleKey.LeftArrow:
            case ConsoleKey.B when isControl:
                _line.Move(-1);
                break;
            case ConsoleKey.RightArrow:
            case ConsoleKey.F when isControl:
                _line.Move(1);
                break;
            case ConsoleKey.W when isControl:
            case ConsoleKey.Backspace when isControl || isAlt:
                _line.CutWordBefore();
                break;
            case ConsoleKey.D when isAlt:
                _line.CutWordAfter();
                break;
            case ConsoleKey.D when isControl:
                _line.Delete();
                break;
            case ConsoleKey.L when isControl:
                streams.Out.Write("\e[H\e[2J");
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
        streams.Out.WriteLine();
        streams.Out.Flush();
        return line;
    }

    /// <summary>One row of the terminal: a longer line shows the part around its cursor.</summary>
    private void Draw()
    {
        var room = Math.Max(streams.Width() - _prompt.Length - 1, 1);
        var from = Math.Max(_line.Cursor - room, 0);
        var text = _line.Text.Substring(from, Math.Min(room, _line.Text.Length - from)).Replace('\n', '↵');
        streams.Out.Write($"\r\e[K{_prompt}{text}\r\e[{_prompt.Length + _line.Cursor - from}C");
        streams.Out.Flush();
    }
}
