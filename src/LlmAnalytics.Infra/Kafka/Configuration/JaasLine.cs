using System.Text;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>What a <c>sasl.jaas.config</c> line says: a login module and its options. <see cref="ToString"/> shows no option's value.</summary>
/// <param name="module">The module's class name.</param>
/// <param name="options">The options; a later one of the same name wins.</param>
internal sealed class JaasEntry(string module, IReadOnlyDictionary<string, string> options)
{
    /// <summary>The module's class name.</summary>
    internal string Module { get; } = module;

    /// <summary>The options.</summary>
    internal IReadOnlyDictionary<string, string> Options { get; } = options;

    /// <summary>The class name without its package.</summary>
    internal string SimpleName => Module[(Module.LastIndexOf('.') + 1)..];

    /// <inheritdoc/>
    public override string ToString() => SimpleName;
}

/// <summary>
/// Reads the grammar of Kafka's JaasConfig: <c>class flag name=value ... ;</c> with values in quotes, backslash escapes inside them, and
/// Java's comments. More forgiving in two points: the closing semicolon may be missing, and digits need no quotes.
/// </summary>
internal ref struct JaasLine
{
    private static readonly string[] Flags = ["required", "requisite", "sufficient", "optional"];

    private readonly ReadOnlySpan<char> text;
    private int position;

    private JaasLine(string text) => this.text = text;

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">The line is malformed. The message names positions and known words, never text that could be a secret.</exception>
    internal static JaasEntry Parse(string text) => new JaasLine(text).Read();

    private JaasEntry Read()
    {
        var module = Word("the login module's class name");
        if (!module.Contains('.', StringComparison.Ordinal))
        {
            throw new FormatException("it doesn't begin with the class name of a login module");
        }

        var flag = Word("'required' after the login module");
        if (!Flags.Contains(flag, StringComparer.OrdinalIgnoreCase))
        {
            throw new FormatException("the word after the login module is not 'required', 'requisite', 'sufficient' or 'optional'");
        }

        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        while (SkipToNext() && text[position] != ';')
        {
            var at = position + 1;
            var name = Word("an option's name");
            if (!SkipToNext() || text[position] != '=')
            {
                throw new FormatException($"no '=' after the word at column {at}: a value with a space or another special character needs double quotes");
            }

            position++;
            options[name] = SkipToNext() && text[position] is '"' or '\'' ? Quoted() : Word($"a value for the option at column {at}");
        }

        if (position < text.Length)
        {
            position++;
            if (SkipToNext())
            {
                throw new FormatException($"text follows the semicolon at column {position + 1}; only one login module is possible, and a semicolon inside a value needs double quotes");
            }
        }

        return new JaasEntry(module, options);
    }

    private bool SkipToNext()
    {
        while (position < text.Length)
        {
            var rest = text[position..];
            if (char.IsWhiteSpace(rest[0]))
            {
                position++;
            }
            else if (rest.StartsWith("//", StringComparison.Ordinal))
            {
                var end = rest.IndexOfAny('\r', '\n');
                position = end < 0 ? text.Length : position + end;
            }
            else if (rest.StartsWith("/*", StringComparison.Ordinal))
            {
                var end = rest[2..].IndexOf("*/", StringComparison.Ordinal);
                position = end < 0 ? throw new FormatException("a comment is not closed") : position + end + 4;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private string Word(string expected)
    {
        SkipToNext();
        var start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '.' or '-' or '_' or '$'))
        {
            position++;
        }

        return position > start ? text[start..position].ToString() : throw new FormatException($"{expected} is missing at column {start + 1}");
    }

    private string Quoted()
    {
        var start = position + 1;
        var quote = text[position++];
        var value = new StringBuilder();
        while (position < text.Length && text[position] is not ('\r' or '\n'))
        {
            var c = text[position++];
            if (c == quote)
            {
                return value.ToString();
            }

            value.Append(c == '\\' && position < text.Length ? Escaped() : c);
        }

        throw new FormatException($"the quote at column {start} is not closed");
    }

    /// <summary>Java's StreamTokenizer: the C escapes, up to three octal digits (two where the first is over 3), else the character itself.</summary>
    private char Escaped()
    {
        var c = text[position++];
        if (c is < '0' or > '7')
        {
            return c switch { 'a' => '\a', 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', 'v' => '\v', _ => c };
        }

        var code = c - '0';
        for (var digits = c <= '3' ? 2 : 1; digits > 0 && position < text.Length && text[position] is >= '0' and <= '7'; digits--)
        {
            code = (code * 8) + (text[position++] - '0');
        }

        return (char)code;
    }
}
