namespace LlmAnalytics.Console.Interactive;

/// <summary>The statements entered in this session, to go back to. Kept in memory only: a line may hold a secret.</summary>
internal sealed class LineHistory
{
    private readonly List<string> _lines = [];
    private int _position;
    private string _draft = "";

    /// <summary>Keeps a line, unless it is empty or the same as the last.</summary>
    public void Add(string line)
    {
        if (!string.IsNullOrWhiteSpace(line) && _lines.LastOrDefault() != line)
        {
            _lines.Add(line);
        }

        _position = _lines.Count;
    }

    /// <summary>The line before; null where there is none.</summary>
    /// <param name="current">What is being edited, to come back to.</param>
    public string? Older(string current)
    {
        if (_position == 0)
        {
            return null;
        }

        _draft = _position == _lines.Count ? current : _draft;
        return _lines[--_position];
    }

    /// <summary>The nearest line before that contains a text; null where there is none, and nothing moves.</summary>
    /// <param name="text">What to look for, in any case.</param>
    /// <param name="current">What is being edited, to come back to.</param>
    public string? OlderWith(string text, string current)
    {
        var found = _position == 0 ? -1 : _lines.FindLastIndex(_position - 1, line => line.Contains(text, StringComparison.OrdinalIgnoreCase));
        if (found < 0)
        {
            return null;
        }

        _draft = _position == _lines.Count ? current : _draft;
        return _lines[_position = found];
    }

    /// <summary>The line after, at last what was being edited; null where there is none.</summary>
    public string? Newer() => _position >= _lines.Count ? null : ++_position == _lines.Count ? _draft : _lines[_position];
}
