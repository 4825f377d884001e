using LlmAnalytics.PowerShell.Formatting;
using LlmAnalytics.PowerShell.Tests.Fakes;

namespace LlmAnalytics.PowerShell.Tests.Formatting;

public sealed class AclDisplayTests
{
    [Theory]
    [InlineData("Topic", "llm-events", "Literal", "Topic llm-events")]
    [InlineData("Topic", "llm-", "Prefixed", "Topic llm- (prefixed)")]
    [InlineData("Cluster", "kafka-cluster", "Literal", "Cluster")]
    [InlineData("Cluster", "other", "Literal", "Cluster other")]
    [InlineData("Group", "a\u001b[2J", "Literal", "Group a [2J")]
    public void A_resource_stands_in_one_cell(string type, string name, string pattern, string expected) => Assert.Equal(
        expected, Display.AclResource(FakeAcls.Acl("User:a", "Read", name) with { ResourceType = type, PatternType = pattern }));

    [Fact]
    public void What_is_allowed_is_a_marked_line_with_its_rule()
    {
        var verdict = Verdict(allowed: true) with { Acl = $"{FakeAcls.Acl("User:alice", "Write", "llm-events")}", Matches = [FakeAcls.Acl("User:alice", "Write", "llm-events"), FakeAcls.Acl("User:*", "All", "*")] };
        Assert.Equal(
            [
                "✓ Allowed  User:alice: Write on Topic 'llm-events' from *", "    Rule:    Allow", "    Why:     Because.",
                "    Matches: Allow All on Topic '*' to User:* from *",
            ],
            AclVerdictText.Lines(verdict, HealthColors.None, 79));
    }

    [Fact]
    public void What_is_refused_says_what_would_grant_it_and_keeps_to_the_width()
    {
        var verdict = Verdict(allowed: false) with { Rule = "NoMatch", Message = string.Join(' ', Enumerable.Repeat("word", 60)), Remedy = "Grant-LlmKafkaAcl x\u001b[2J" };
        var lines = AclVerdictText.Lines(verdict, HealthColors.None, 79);
        Assert.StartsWith("✗ Refused  ", lines[0], StringComparison.Ordinal);
        Assert.Equal("    Remedy:  Grant-LlmKafkaAcl x [2J", lines[^1]);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 79));
    }

    [Fact]
    public void The_mark_alone_is_painted()
    {
        var colors = new HealthColors("<good>", "<doubt>", "<bad>", "<faint>", "<heading>", "<reset>");
        Assert.StartsWith("<good>✓ Allowed<reset>  User:alice:", AclVerdictText.Lines(Verdict(allowed: true), colors, 79)[0], StringComparison.Ordinal);
        Assert.StartsWith("<bad>✗ Refused<reset>  User:alice:", AclVerdictText.Lines(Verdict(allowed: false), colors, 79)[0], StringComparison.Ordinal);
    }

    private static KafkaAclVerdict Verdict(bool allowed) => new()
    {
        Principal = "User:alice", Operation = "Write", ResourceType = "Topic", ResourceName = "llm-events", HostName = "*", Allowed = allowed, Rule = "Allow", Message = "Because.",
    };
}
