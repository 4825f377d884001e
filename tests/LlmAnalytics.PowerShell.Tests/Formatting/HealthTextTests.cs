using System.Management.Automation;
using LlmAnalytics.PowerShell.Formatting;
using static LlmAnalytics.PowerShell.Tests.Commands.Kafka.Health.Healths;

namespace LlmAnalytics.PowerShell.Tests.Formatting;

/// <summary>The default view of a verdict.</summary>
public sealed class HealthTextTests
{
    private const char Escape = '\u001b';
    private static readonly HealthColors Colors = new("<good>", "<doubt>", "<bad>", "<faint>", "<heading>", "<reset>");

    [Fact]
    public void Figures_stand_in_a_table_and_unknown_ones_are_called_so()
    {
        var lines = Plain(Of("Healthy", Check("Racks", "Passed")));
        Assert.Equal("=== Cluster Status ===", lines[0]);
        Assert.Contains("│ Brokers                     │ 3            │", lines);
        Assert.Contains("│ LLM Topics                  │ 14           │", lines);
        Assert.Contains("│ Partitions At Min ISR       │ unknown      │", lines);
        Assert.Single(lines.Where(line => line.Length > 0 && "┌│├└".Contains(line[0], StringComparison.Ordinal)).Select(line => line.Length).Distinct());
    }

    [Theory]
    [InlineData("Passed", "✓ Racks  Seen.")]
    [InlineData("Warning", "! Racks  Seen.")]
    [InlineData("Critical", "✗ Racks  Seen.")]
    [InlineData("Unknown", "? Racks  Seen.")]
    [InlineData("Skipped", "- Racks  Seen.")]
    public void Each_check_has_a_marked_line(string status, string expected) => Assert.Contains(expected, Plain(Of("Degraded", Check("Racks", status))));

    [Fact]
    public void What_did_not_pass_says_on_what_it_was_seen_what_was_expected_and_what_mends_it()
    {
        var lines = Plain(Of(
            "Degraded",
            Check("Racks", "Passed", expected: "never shown", remedy: "never shown"),
            Check("AtMinIsr", "Warning", "2 partitions.", "no partition", "a-0, a-1", "Start broker 3.")));
        Assert.Equal(
            ["! AtMinIsr  2 partitions.", "    On:       a-0, a-1", "    Expected: no partition", "    Remedy:   Start broker 3."],
            lines.SkipWhile(line => !line.StartsWith('!')).Take(4));
        Assert.DoesNotContain(lines, line => line.Contains("never shown", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_said_twice()
    {
        var lines = Plain(Of("Unhealthy", Check("Racks", "Unknown", "Topic a is gone.", target: "a", remedy: "Mend."), Check("Quorum", "Unknown", remedy: "Mend.")));
        Assert.Single(lines, line => line.Contains("Mend.", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("On:", StringComparison.Ordinal));
    }

    [Fact]
    public void The_last_line_sums_up_the_worst_first()
    {
        var lines = Plain(Of("Unhealthy", Check("a", "Passed"), Check("b", "Critical"), Check("c", "Warning"), Check("d", "Warning"), Check("e", "Skipped")));
        Assert.Equal("✗ Unhealthy: 1 critical, 2 warnings, 1 passed, 1 skipped (87 ms)", lines[^1]);
    }

    [Fact]
    public void Lines_keep_to_the_width_with_words_whole_where_they_fit()
    {
        var words = string.Join(' ', Enumerable.Range(0, 60).Select(n => $"topic-{n}")) + " " + new string('x', 200);
        var lines = Plain(Of("Unhealthy", Check("OfflinePartitions", "Critical", words, words, words + " ", words)));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 79));
        var message = lines.SkipWhile(line => !line.StartsWith('✗')).TakeWhile(line => !line.Contains("On:", StringComparison.Ordinal)).ToList();
        Assert.All(message.Skip(1), line => Assert.StartsWith(new string(' ', 21), line, StringComparison.Ordinal));
        Assert.Equal(words.Replace(" ", "", StringComparison.Ordinal), string.Concat(message)[20..].Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains(message, line => line.EndsWith("topic-5", StringComparison.Ordinal) || line.Contains(" topic-5 ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_server_sent_does_not_control_the_terminal()
    {
        var lines = Plain(Of("Degraded", Check("ConsumerLag", "Warning", "Group a\u001b[2J\nb.", "\u0007", "\u009b1m", "\r")));
        Assert.DoesNotContain(lines, line => line.Any(char.IsControl));
        Assert.Contains("! ConsumerLag  Group a [2J b.", lines);
    }

    [Fact]
    public void Marks_names_and_headings_are_painted_and_take_no_room()
    {
        var lines = HealthText.Lines(HealthReport.Of(Of("Unhealthy", Check("Racks", "Critical", new string('x', 60)), Check("Quorum", "Passed"))), Colors, 79);
        Assert.Equal("<heading>=== Cluster Status ===<reset>", lines[0]);
        Assert.Contains("<bad>✗ Racks<reset>   " + new string('x', 60), lines);
        Assert.Contains("<good>✓ Quorum<reset>  Seen.", lines);
        Assert.StartsWith("<bad>✗<reset> Unhealthy: ", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OutputRendering.Ansi, true)]
    [InlineData(OutputRendering.Host, false)]
    [InlineData(OutputRendering.PlainText, false)]
    public void Colours_are_those_of_PSStyle_where_it_lets_them(OutputRendering rendering, bool painted)
    {
        // Without a host there is nobody to show colours: only Ansi asks for them all the same.
        var style = PSStyle.Instance;
        var before = style.OutputRendering;
        try
        {
            style.OutputRendering = rendering;
            var text = string.Concat(HealthText.Lines(Of("Healthy", Check("Racks", "Critical")), style, host: null));
            Assert.Equal(painted, text.Contains(style.Formatting.Error + "✗ Racks" + style.Reset, StringComparison.Ordinal));
            Assert.Equal(painted, text.Contains(Escape, StringComparison.Ordinal));
        }
        finally
        {
            style.OutputRendering = before;
        }
    }

    private static IReadOnlyList<string> Plain(KafkaClusterHealth health) => HealthText.Lines(HealthReport.Of(health), HealthColors.None, 79);
}
