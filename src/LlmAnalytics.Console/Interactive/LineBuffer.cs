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

    /// <summary>Before the first letter of the word at or before the cursor, or behind the last of the word at or after it.</summary>
    public void MoveWord(int direction) => Cursor = direction < 0 ? WordStart() : WordEnd();

    /// <summary>Cuts from the start of the word to the cursor.</summary>
    public void CutWordBefore()
    {
        var start = WordStart();
        _text.Remove(start, Cursor - start);
        Cursor = start;
    }

    /// <summary>Cuts from the cursor to the end of the word.</summary>
    public void CutWordAfter() => _text.Remove(Cursor, WordEnd() - Cursor);

    public void Home() => Cursor = 0;

    public void End() => Cursor = _text.Length;

    public void CutBefore()
    {
        _text.Remove(0, Cursor);
        Cursor = 0;
    }

    public void CutAfter() => _text.Length = Cursor;

    private int WordStart()
    {
        var place = Cursor;
        while (place > 0 && !char.IsLetterOrDigit(_text[place - 1]))
        {
            place--;
        }

        while (place > 0 && char.IsLetterOrDigit(_text[place - 1]))
        {
            place--;
        }

        return place;
    }

    private int WordEnd()
    {
        var place = Cursor;
        while (place < _text.Length && !char.IsLetterOrDigit(_text[place]))
        {
            place++;
        }

        while (place < _text.Length && char.IsLetterOrDigit(_text[place]))
        {
            place++;
        }

        return place;
    }
}
