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
    public void A_question_stands_in_one_line() => Assert.Equal(
        "User:alice: Write on Topic 'llm-events' from *",
        Display.AclQuestion(new KafkaAclVerdict
        {
            Principal = "User:alice", Operation = "Write", ResourceType = "Topic", ResourceName = "llm-events", HostName = "*", Allowed = true, Rule = "Allow", Message = "",
        }));
}
