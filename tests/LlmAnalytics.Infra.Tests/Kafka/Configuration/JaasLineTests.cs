using CsCheck;
using LlmAnalytics.Infra.Kafka.Configuration;

namespace LlmAnalytics.Infra.Tests.Kafka.Configuration;

public sealed class JaasLineTests
{
    private const string Module = "org.apache.kafka.common.security.plain.PlainLoginModule";

    [Theory]
    [InlineData("username=\"alice\" password=\"a b;c=d\";", "alice", "a b;c=d")]
    [InlineData("username='alice' password='it\"s';", "alice", "it\"s")]
    [InlineData("username=alice password=12345", "alice", "12345")]
    [InlineData("username = \"alice\"\n  password = \"x\" ;  ", "alice", "x")]
    [InlineData("username=\"al\\\"ice\" password=\"\\\\ \\t \\q \\101 \\477\";", "al\"ice", "\\ \t q A '7")]
    [InlineData("/* who */ username=\"alice\" // and\n password=\"//no comment\";", "alice", "//no comment")]
    [InlineData("username=\"first\" username=\"alice\" password=\"\";", "alice", "")]
    public void Options_are_read(string options, string user, string password)
    {
        var entry = JaasLine.Parse($"{Module} required {options}");
        Assert.Equal(("PlainLoginModule", user, password), (entry.SimpleName, entry.Options["username"], entry.Options["password"]));
    }

    [Theory]
    [InlineData("Required")]
    [InlineData("requisite")]
    [InlineData("SUFFICIENT")]
    [InlineData("optional;")]
    public void Flags_are_read_in_any_case(string flag) => Assert.Empty(JaasLine.Parse($"{Module} {flag}").Options);

    [Theory]
    [InlineData("", "class name")]
    [InlineData("hidden", "class name")]
    [InlineData(";", "class name")]
    [InlineData(Module, "required")]
    [InlineData(Module + ";", "required")]
    [InlineData(Module + " username=\"hidden\";", "required")]
    [InlineData(Module + " required password=my hidden;", "no '='")]
    [InlineData(Module + " required password=;", "value")]
    [InlineData(Module + " required password=hidden+;", "name is missing at column 81")]
    [InlineData(Module + " required password=\"hidden;", "quote at column 75")]
    [InlineData(Module + " required password=\"hid\nden\";", "quote at column 75")]
    [InlineData(Module + " required password=\"a\"; hidden", "semicolon")]
    [InlineData(Module + " required /* hidden", "comment")]
    public void Malformed_lines_are_explained_without_their_text(string line, string explanation)
    {
        var message = Assert.Throws<FormatException>(() => JaasLine.Parse(line)).Message;
        Assert.Contains(explanation, message, StringComparison.Ordinal);
        Assert.DoesNotContain("hid", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_quoted_comes_back() => Gen.String[0, 20].Sample(password =>
    {
        var quoted = password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
        Assert.Equal(password, JaasLine.Parse($"{Module} required username=\"u\" password=\"{quoted}\";").Options["password"]);
    });

    [Fact]
    public void Nothing_prints_an_options_value() =>
        Assert.DoesNotContain("hidden", JaasLine.Parse($"{Module} required password=\"hidden\";").ToString(), StringComparison.Ordinal);
}
