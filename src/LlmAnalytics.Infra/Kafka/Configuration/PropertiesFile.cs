using System.Globalization;
using System.Text;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>An entry of a properties file.</summary>
/// <param name="Key">The key, unescaped.</param>
/// <param name="Value">The value, unescaped; empty where the line has none.</param>
/// <param name="Line">The line, from 1, on which the entry begins.</param>
internal readonly record struct PropertyLine(string Key, string Value, int Line)
{
    /// <summary>Key and line, without the value, which may be a secret.</summary>
    public override string ToString() => $"{Key} (line {Line})";
}

/// <summary>
/// Reads the syntax of <c>java.util.Properties.load</c>: comments by <c>#</c> and <c>!</c>, lines continued by a backslash, separators <c>=</c>,
/// <c>:</c> or white space, and the escapes <c>\t \n \r \f \uXXXX</c>, a backslash before any other character being dropped.
/// </summary>
internal static class PropertiesFile
{
    /// <summary>Reads a whole file's text. A key that occurs twice is returned twice; the last one counts.</summary>
    /// <exception cref="FormatException">A <c>\u</c> escape without four hexadecimal digits; the message names the line, not the text.</exception>
    internal static IReadOnlyList<PropertyLine> Parse(string text)
    {
        var entries = new List<PropertyLine>();
        var lines = NaturalLines(text);
        var logical = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            var start = i + 1;
            var line = lines[i].AsSpan().TrimStart(" \t\f");
            if (line.IsEmpty || line[0] is '#' or '!')
            {
                continue;
            }

            if (line is "\\")
            {
                continue; // Java: nothing is read yet, so what follows is a line of its own
            }

            logical.Clear();
            while (EndsInBackslash(line) && i + 1 < lines.Length)
            {
                logical.Append(line[..^1]);
                line = lines[++i].AsSpan().TrimStart(" \t\f");
            }

            logical.Append(EndsInBackslash(line) ? line[..^1] : line);
            entries.Add(Split(logical.ToString(), start));
        }

        return entries;
    }

    private static string[] NaturalLines(string text) =>
        text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');

    private static bool EndsInBackslash(ReadOnlySpan<char> line) => (line.Length - line.TrimEnd('\\').Length) % 2 == 1;

    private static PropertyLine Split(string line, int number)
    {
        var end = 0;
        while (end < line.Length && line[end] is not ('=' or ':' or ' ' or '\t' or '\f'))
        {
            end += line[end] == '\\' ? 2 : 1;
        }

        end = Math.Min(end, line.Length);
        var rest = line.AsSpan(end).TrimStart(" \t\f");
        if (!rest.IsEmpty && rest[0] is '=' or ':')
        {
            rest = rest[1..].TrimStart(" \t\f");
        }

        return new PropertyLine(Unescape(line.AsSpan(0, end), number), Unescape(rest, number), number);
    }

    private static string Unescape(ReadOnlySpan<char> text, int number)
    {
        if (!text.Contains('\\'))
        {
            return text.ToString();
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
            }
            else if (++i < text.Length)
            {
                result.Append(text[i] switch
                {
                    't' => '\t',
                    'n' => '\n',
                    'r' => '\r',
                    'f' => '\f',
                    'u' => Unicode(text, ref i, number),
                    var other => other,
                });
            }
        }

        return result.ToString();
    }

    private static char Unicode(ReadOnlySpan<char> text, ref int index, int number)
    {
        if (index + 4 < text.Length && ushort.TryParse(text.Slice(index + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            index += 4;
            return (char)code;
        }

        throw new FormatException($"line {number} has a \\u escape without four hexadecimal digits");
    }
}
