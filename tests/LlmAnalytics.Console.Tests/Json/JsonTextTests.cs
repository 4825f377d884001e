using LlmAnalytics.Console.Tests.Hosting;

namespace LlmAnalytics.Console.Tests.Json;

public class JsonTextTests
{
    /// <summary>Scripts without a command that this console lacks, so that the same text runs in a real PowerShell.</summary>
    public static TheoryData<string> Scripts { get; } =
    [
        "[datetime]'2026-01-02T03:04:05.1234567'",
        "'text \"q\" \\ é 😀 <&> '",
        "\"tab`t\" + [char]0x85 + [char]0x2028 + [char]7 + [char]127",
        "1.0", "1.5", "[double]::NaN", "[float]0.1", "[decimal]1.10", "[long]::MaxValue", "1e300", "[char]'x'", "$true", "$null",
        "[DayOfWeek]::Friday", "[IO.FileAttributes]'Hidden, System'", "[guid]::Empty", "[uri]'http://a/b c'", "[timespan]::FromSeconds(90)", "[version]'1.2.3'", "[bigint]::Pow(2, 100)",
        "[datetimeoffset]'2026-01-02T03:04:05+02:00'", "[dbnull]::Value", "[ipaddress]'127.0.0.1'",
        ", @(1, 2)", "1, 2, 'x'", "@{}", ", @()", "[pscustomobject]@{}", "[byte[]](1, 2, 3)",
        "[ordered]@{ b = 1; a = 'x' }",
        "[pscustomobject]@{ A = 1; B = @{ C = @{ D = @{ E = 1 } } }; L = 1, 2, 3; N = $null; E = @(); O = [pscustomobject]@{ P = [pscustomobject]@{ Q = [pscustomobject]@{ R = 1 } } } }",
        "[ordered]@{ A = @(@(1, @(2, @(3, @(4))))) }",
        "$x = [guid]::Empty; $x.psobject.Properties.Add([psnoteproperty]::new('N', 5)); $x",
        "$x = [psobject]'text'; $x.psobject.Properties.Add([psnoteproperty]::new('N', 5)); $x",
        "[pscustomobject]@{ Broken = [exception]::new('broken').Data; When = [datetime]'2026-01-02'; Day = [DayOfWeek]::Monday }",
    ];

    [Theory]
    [InlineData("'text'", "\"text\"")]
    [InlineData("1, 2", "[\n  1,\n  2\n]")]
    [InlineData("@{ A = [DayOfWeek]::Friday }", "{\n  \"A\": 5\n}")]
    [InlineData("@{ A = @{ B = @{ C = @{ D = 1 } } } }", "{\n  \"A\": {\n    \"B\": {\n      \"C\": \"System.Collections.Hashtable\"\n    }\n  }\n}")]
    [InlineData("if ($false) { 1 }", "")]
    public void Prints_what_ConvertTo_Json_prints(string script, string json) =>
        Assert.Equal(json, TestConsole.Command(script, "", "-Json").Out.TrimEnd().ReplaceLineEndings("\n"));

    [Fact]
    public void Says_that_something_was_cut_off()
    {
        var run = TestConsole.Command("@{ A = @{ B = @{ C = @{ D = 1 } } } }", "", "-Json");
        Assert.Contains("truncated", run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Errors_are_no_part_of_the_json()
    {
        var run = TestConsole.Command("Get-LlmKafkaTopicDefinition none, llm-events", "", "-Json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("none", run.Error);
        Assert.Equal("llm-events", System.Text.Json.JsonDocument.Parse(run.Out).RootElement.GetProperty("Name").GetString());
    }

    [Fact]
    public void A_key_that_is_no_text_is_an_error() => Assert.Equal(1, TestConsole.Command("@{ 1 = 2 }", "", "-Json").ExitCode);

    [PwshTheory]
    [MemberData(nameof(Scripts))]
    public async Task Is_letter_by_letter_what_a_real_ConvertTo_Json_prints(string script)
    {
        var ours = TestConsole.Command(script, "", "-Json").Out;
        Assert.Equal(await Pwsh.RunAsync($"& {{ {script} }} | ConvertTo-Json -WarningAction SilentlyContinue"), ours.TrimEnd());
    }
}
