using System.Globalization;
using System.Text;
using CsCheck;
using LlmAnalytics.Infra.Kafka.Configuration;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

/// <summary>The expectations were taken from java.util.Properties of Java 17.</summary>
public sealed class PropertiesFileTests
{
    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("a:b", "a", "b")]
    [InlineData("a b", "a", "b")]
    [InlineData("a\tb", "a", "b")]
    [InlineData("  a  =  b  ", "a", "b  ")]
    [InlineData("a = = b", "a", "= b")]
    [InlineData("a", "a", "")]
    [InlineData("=b", "", "b")]
    [InlineData("a\\=b=c", "a=b", "c")]
    [InlineData("a\\ b\\:c d", "a b:c", "d")]
    [InlineData("a=\\t\\n\\r\\f\\\\", "a", "\t\n\r\f\\")]
    [InlineData("a=\\u00e9\\u00C9\\uFFFF", "a", "\u00e9\u00c9\uffff")]
    [InlineData("a=\\q\\\"", "a", "q\"")]
    [InlineData("a=b\\\n   c\\\r\n\td", "a", "bcd")]
    [InlineData("a=b\\\\\n", "a", "b\\")]
    [InlineData("a=b\\\n#c", "a", "b#c")]
    [InlineData("a=b\\\n\n", "a", "b")]
    [InlineData("a=b\\", "a", "b")]
    [InlineData("a=b # no comment", "a", "b # no comment")]
    [InlineData("\uFEFFa=b", "a", "b")]
    [InlineData("# c=d\n  ! e=f\n\n \t\na=b", "a", "b")]
    [InlineData("#comment\\\na=b", "a", "b")]
    [InlineData("schlüssel=größe", "schlüssel", "größe")]
    public void One_entry_is_read_as_Java_reads_it(string text, string key, string value)
    {
        var entry = Assert.Single(PropertiesFile.Parse(text));
        Assert.Equal((key, value), (entry.Key, entry.Value));
    }

    [Fact]
    public void Lines_are_counted_from_one_over_every_kind_of_line_end()
    {
        var entries = PropertiesFile.Parse("# top\r\n\r\na=1\rb=2 \\\n  3\n!\nc=4");
        Assert.Equal([("a", "1", 3), ("b", "2 3", 4), ("c", "4", 7)], entries.Select(e => (e.Key, e.Value, e.Line)));
    }

    [Theory]
    [InlineData("\na=\\u12")]
    [InlineData("\na=\\u12g4")]
    [InlineData("\n\\u=1")]
    public void A_bad_unicode_escape_names_its_line(string text) =>
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => PropertiesFile.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Whatever_is_escaped_comes_back()
    {
        var text = Gen.String[Gen.OneOf(Gen.Char, Gen.Char[" \t\f\r\n\\=:#!"]), 0, 12];
        Gen.Select(Gen.Select(text, text).List[0, 6], Gen.Bool, Gen.Int[0, 2].Select(i => new[] { "\n", "\r", "\r\n" }[i])).Sample((entries, wrap, lineEnd) =>
        {
            var file = string.Concat(entries.Select(e => "# comment" + lineEnd + Escape(e.Item1, wrap, lineEnd) + " = " + Escape(e.Item2, wrap, lineEnd) + lineEnd));
            Assert.Equal(entries, PropertiesFile.Parse(file).Select(e => (e.Key, e.Value)));
        });
    }

    [Fact]
    public void No_text_breaks_it() => Gen.String[Gen.Char["ab\\u0 =:#!\t\f\r\n"], 0, 40].Sample(text =>
    {
        try
        {
            var lines = text.Split('\n', '\r').Length;
            Assert.All(PropertiesFile.Parse(text), e => Assert.InRange(e.Line, 1, lines));
        }
        catch (FormatException e)
        {
            Assert.Contains("\\u", text + e.Message, StringComparison.Ordinal);
        }
    });

    /// <summary>Escapes everything that could mean something, now and then breaking the line.</summary>
    private static string Escape(string text, bool wrap, string lineEnd)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            result.Append(c switch
            {
                '\t' => "\\t",
                '\n' => "\\n",
                '\r' => "\\r",
                '\f' => "\\f",
                ' ' or '=' or ':' or '#' or '!' or '\\' => "\\" + c,
                < ' ' or > '~' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
            if (wrap && c % 3 == 0)
            {
                result.Append('\\').Append(lineEnd).Append(" \t");
            }
        }

        return result.ToString();
    }
}
