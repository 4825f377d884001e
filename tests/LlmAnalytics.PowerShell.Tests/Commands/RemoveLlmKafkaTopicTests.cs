using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Tests.Fakes;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Commands;

public sealed class RemoveLlmKafkaTopicTests : IDisposable
{
    private readonly FakeEngine _engine = FakeEngine.Install();
    private readonly PowerShellHost _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public void Each_topic_is_asked_for_by_default()
    {
        Answer("Yes", "No");
        Assert.Equal("orders", Assert.Single(_shell.Run("Remove-LlmKafkaTopic orders, llm-audit").Only<KafkaTopicResult>()).Name);
        Assert.Equal(
            ["Confirm|Remove topic 'orders' on cluster fake (8 partitions)?", "Confirm|Remove topic 'llm-audit' on cluster fake (8 partitions)?"], _shell.Host.Prompts);
        Assert.Equal(["orders"], _engine.Topics.Written);
    }

    [Fact]
    public void Exact_names_are_removed_unasked_with_Confirm_false()
    {
        _shell.Run("Get-LlmKafkaTopic orders | Remove-LlmKafkaTopic -Confirm:$false; 'llm-audit' | Remove-LlmKafkaTopic -Confirm:$false").Only<KafkaTopicResult>();
        Assert.Empty(_shell.Host.Prompts);
        Assert.Equal(["orders", "llm-audit"], _engine.Clusters.SelectMany(cluster => cluster.FakeTopics.Written));
    }

    [Fact]
    public void A_host_that_cannot_ask_removes_nothing()
    {
        Assert.Equal([ErrorIds.ConfirmationRequired], _shell.Run("Remove-LlmKafkaTopic orders").ErrorIds);
        Assert.Empty(_engine.Topics.Written);
    }

    [Fact]
    public void Wildcards_are_asked_for_once_more_with_the_names()
    {
        Answer("Yes");
        var results = _shell.Run("Remove-LlmKafkaTopic llm-* -Confirm:$false").Only<KafkaTopicResult>();
        Assert.Equal(["llm-audit", "llm-events"], results.Select(result => result.Name));
        var prompt = Assert.Single(_shell.Host.Prompts);
        Assert.Contains("2 topics: llm-audit, llm-events", prompt, StringComparison.Ordinal);
        Assert.Equal(["llm-audit", "llm-events"], Assert.Single(_engine.Topics.Removals).Names);
    }

    [Fact]
    public void A_no_to_the_wildcard_leaves_the_exact_names_to_go()
    {
        Answer("No");
        Assert.Equal("orders", Assert.Single(_shell.Run("Remove-LlmKafkaTopic llm-*, orders -Confirm:$false").Only<KafkaTopicResult>()).Name);
        Assert.Equal(["orders"], _engine.Topics.Written);
        Assert.Single(_shell.Host.Prompts);
    }

    [Fact]
    public void Wildcards_without_Force_end_where_nobody_can_be_asked()
    {
        Assert.Equal([ErrorIds.ConfirmationRequired], _shell.Run("Remove-LlmKafkaTopic llm-* -Confirm:$false").ErrorIds);
        Assert.Empty(_engine.Topics.Written);
    }

    [Fact]
    public void Force_answers_the_wildcard_question_alone()
    {
        _shell.Run("Remove-LlmKafkaTopic llm-* -Force -Confirm:$false").Only<KafkaTopicResult>();
        Assert.Empty(_shell.Host.Prompts);
        Assert.Equal(["llm-audit", "llm-events"], _engine.Topics.Written);
        Assert.Equal([ErrorIds.ConfirmationRequired], _shell.Run("Remove-LlmKafkaTopic llm-* -Force").ErrorIds);
        Assert.Empty(_engine.Topics.Written);
    }

    [Theory]
    [InlineData("Remove-LlmKafkaTopic llm-* -WhatIf")]
    [InlineData("Remove-LlmKafkaTopic llm-* -WhatIf -Force -Confirm:$false")]
    public void WhatIf_asks_nothing_and_removes_nothing_with_Force_too(string script)
    {
        var results = _shell.Run(script).Only<KafkaTopicResult>();
        Assert.Equal(["Planned", "Planned"], results.Select(result => result.Status));
        Assert.Empty(_shell.Host.Prompts);
        Assert.Empty(_engine.Topics.Written);
        Assert.Equal("What if: Remove topic 'llm-audit' on cluster fake (8 partitions)", _shell.Host.Lines[0]);
    }

    [Fact]
    public void A_wildcard_that_matches_nothing_removes_nothing()
    {
        _shell.Run("Remove-LlmKafkaTopic nix*").Only<KafkaTopicResult>();
        Assert.Empty(_engine.Topics.Removals);
    }

    [Fact]
    public void A_name_given_exactly_and_by_wildcard_goes_once()
    {
        _shell.Run("Remove-LlmKafkaTopic llm-audit, LLM-*, *-audit -Force -Confirm:$false").Only<KafkaTopicResult>();
        Assert.Equal(["llm-audit", "llm-events"], _engine.Topics.Written);
    }

    private void Answer(params string[] answers)
    {
        foreach (var answer in answers)
        {
            _shell.Host.Answers.Enqueue(answer);
        }
    }
}
