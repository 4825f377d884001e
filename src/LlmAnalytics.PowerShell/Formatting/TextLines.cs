using System.Management.Automation.Host;
using System.Text;

namespace LlmAnalytics.PowerShell.Formatting;

/// <summary>Breaks text into lines of a window's width.</summary>
internal static class TextLines
{
    private const int DefaultWidth = 80;
    private const int MinWidth = 40;

    /// <summary>Longer lines are hard to read, however wide the window.</summary>
    private const int MaxWidth = 120;

    /// <summary>The columns that a line may take: one less than the window has, since some terminals break a line that fills the last.</summary>
    public static int Width(PSHost? host)
    {
        int width;
        try
        {
            width = host?.UI?.RawUI?.BufferSize.Width ?? 0;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or InvalidOperationException or IOException)
        {
            // A host without a window: a job, a remote session, a task of a build.
            width = 0;
        }

        return Math.Clamp(width <= 0 ? DefaultWidth : width, MinWidth, MaxWidth) - 1;
    }

    /// <summary>
    /// The text in lines, the first behind <paramref name="head"/> and the others indented by its length. Breaks between words, and inside those that are longer than a
    /// line. What a server sent can't control the terminal: control characters become spaces.
    /// </summary>
    public static List<string> Hang(string head, string text, int width)
    {
        var room = Math.Max(width - head.Length, 1);
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var piece in Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, room)))
        {
            if (line.Length > 0 && line.Length + 1 + piece.Length > room)
            {
                Flush();
            }

            line.Append(line.Length > 0 ? " " : "").Append(piece);
        }

        if (line.Length > 0 || lines.Count == 0)
        {
            Flush();
        }

        return lines;

        void Flush()
        {
            lines.Add(((lines.Count == 0 ? head : new string(' ', head.Length)) + line).TrimEnd());
            line.Clear();
        }
    }

    /// <summary>The text without control characters.</summary>
    public static string Clean(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private static IEnumerable<string> Pieces(string word, int room) => word.Chunk(room).Select(piece => new string(piece));
}
