using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Topics;

namespace LlmAnalytics.Infra.Tests.Kafka.Topics;

public sealed class TopicNamesTests
{
    [Theory]
    [InlineData("llm-*", "llm-events", true)]
    [InlineData("llm-*", "LLM-events", true)]
    [InlineData("llm-*", "xllm-events", false)]
    [InlineData("*", "anything.at_all", true)]
    [InlineData("*.dlq", "orders.dlq", true)]
    [InlineData("*.dlq", "orders-dlq", false)]
    [InlineData("llm-?", "llm-a", true)]
    [InlineData("llm-?", "llm-ab", false)]
    [InlineData("llm-?", "llm-", false)]
    [InlineData("t[0-9]", "t7", true)]
    [InlineData("t[0-9]", "tx", false)]
    [InlineData("t[abc]*", "tc-1", true)]
    [InlineData("t[.]x", "t.x", true)]
    [InlineData("t[.]x", "t-x", false)]
    [InlineData("t[a", "t[a", true)] // not closed: an ordinary character
    [InlineData("t[^a]", "tb", false)] // PowerShell knows no negation
    [InlineData("a+b*", "aab", false)]
    [InlineData("[*]", ".", false)]
    [InlineData("[?]", "x", false)]
    public void Wildcards_are_PowerShells(string pattern, string name, bool matches)
    {
        Assert.True(TopicNames.IsPattern(pattern) || pattern == name);
        Assert.Equal(matches, TopicNames.Matcher(pattern)(name));
    }

    [Fact]
    public void A_range_that_runs_backwards_is_refused()
    {
        var problem = Assert.Throws<ProblemException>(() => { TopicNames.Matcher("t[z-a]"); }).Problem;
        Assert.Equal((ErrorIds.TopicNameInvalid, "t[z-a]"), (problem.ErrorId, problem.Target));
    }

    [Fact]
    public void A_pattern_of_many_stars_ends_in_no_time() =>
        Assert.False(TopicNames.Matcher(string.Concat(Enumerable.Repeat("*a", 40)) + "b")(new string('a', 249)));

    [Theory]
    [InlineData("llm-events", false)]
    [InlineData("a.b_c-1", false)]
    [InlineData("a*", true)]
    [InlineData("a?", true)]
    [InlineData("a[b]", true)]
    public void Patterns_are_told_from_names(string name, bool isPattern) => Assert.Equal(isPattern, TopicNames.IsPattern(name));

    [Theory]
    [InlineData("__consumer_offsets", true)]
    [InlineData("__transaction_state", true)]
    [InlineData("__share_group_state", true)]
    [InlineData("__cluster_metadata", true)]
    [InlineData("__remote_log_metadata", true)]
    [InlineData("__my_topic", false)]
    [InlineData("_schemas", false)]
    public void Kafkas_own_topics_are_known_by_name(string name, bool isInternal) => Assert.Equal(isInternal, TopicNames.IsInternal(name));
}
