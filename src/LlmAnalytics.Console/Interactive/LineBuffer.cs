using System.Text;

namespace LlmAnalytics.Console.Interactive;

/// <summary>A line being edited: its text and the cursor in it.</summary>
internal sealed class LineBuffer
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    /// <summary>How many letters lie before the cursor.</summary>
    public int Cursor { get; private set; }

    /// <summary>Another text, the cursor at its end or where given.</summary>
    public void Set(string text, int? cursor = null)
    {
        _text.Clear().Append(text);
        Cursor = Math.Clamp(cursor ?? text.Length, 0, text.Length);
    }

    public void Insert(char letter) => _text.Insert(Cursor++, letter);

    public void Backspace()
    {
        if (Cursor > 0)
        {
            _text.Remove(--Cursor, 1);
        }
    }

    public void Delete()
    {
        if (Cursor < _text.Length)
        {
            _text.Remove(Cursor, 1);
        }
    }

    public void Move(int letters) => Cursor = Math.Clamp(Cursor + letters, 0, _text.Length);

    public void Home() => Cursor = 0;

    public void End() => Cursor = _text.Length;

    public void CutBefore()
    {
        _text.Remove(0, Cursor);
        Cursor = 0;
    }

    public void CutAfter() => _text.Length = Cursor;
}
