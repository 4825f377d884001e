using LlmAnalytics.PowerShell.Pipeline;

namespace LlmAnalytics.PowerShell.Tests.Pipeline;

public sealed class SentenceTests
{
    [Theory]
    [InlineData("Create (12 partitions)", "Create topic 'x' on cluster y (12 partitions)")]
    [InlineData("Delete", "Delete topic 'x' on cluster y")]
    [InlineData("Set retention.ms=1 (was 2)", "Set retention.ms=1 (was 2) on topic 'x' on cluster y")]
    public void Target_and_action_read_as_one_sentence(string action, string expected) =>
        Assert.Equal(expected, CommandOperation.Sentence("topic 'x' on cluster y", action));
}
