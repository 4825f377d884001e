using System.Diagnostics;
using System.Management.Automation;
using LlmAnalytics.PowerShell.Tests.Fakes;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Completion;

public sealed class CompleterTests : IDisposable
{
    private readonly FakeEngine _engine = FakeEngine.Install();
    private readonly PowerShellHost _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _engine.Dispose();
    }

    [Theory]
    [InlineData("New-LlmKafkaTopic llm-e", "llm-events llm-errors")]
    [InlineData("New-LlmKafkaTopic -Name ", "llm-events llm-errors llm-audit llm-deadletter")]
    [InlineData("Get-LlmKafkaTopicDefinition LLM-A", "llm-audit")]
    [InlineData("Get-LlmKafkaTopicDefinition 'llm-a", "'llm-audit'")]
    [InlineData("Get-LlmKafkaTopicDefinition llm-audit, *dead", "llm-deadletter")]
    public void Names_of_the_catalog(string line, string expected) => Assert.Equal(expected, Complete(line));

    [Theory]
    [InlineData("Set-LlmKafkaTopic x -RemoveConfig reten", "retention.bytes retention.ms")]
    [InlineData("Set-LlmKafkaTopic x -RemoveConfig retention.ms, min.in", "min.insync.replicas")]
    public void Names_of_settings(string line, string expected) => Assert.Equal(expected, Complete(line));

    [Fact]
    public void Names_of_topics_come_from_the_current_connection()
    {
        _shell.Run("Connect-LlmKafka a:1");
        _engine.Topics.Names.Add("0815");
        Assert.Equal("llm-audit llm-events", Complete("Get-LlmKafkaTopic llm"));
        Assert.Equal("orders", Complete("Remove-LlmKafkaTopic -Name o"));
        Assert.Equal("'0815'", Complete("Set-LlmKafkaTopic 0"));
        Assert.Single(_engine.Requests);
    }

    [Fact]
    public void Names_of_topics_come_from_the_connection_given_before_the_current_one()
    {
        _shell.Run("$a = Connect-LlmKafka a:1; Connect-LlmKafka b:1");
        _engine.Clusters[0].FakeTopics.Names.Add("only-here");
        Assert.Equal("only-here", Complete("Get-LlmKafkaTopic -Connection $a -Name only"));
    }

    [Fact]
    public void No_connection_is_opened_for_a_key_press()
    {
        Complete("Get-LlmKafkaTopic llm -BootstrapServer a:1 -Name o");
        Complete("Get-LlmKafkaTopic llm");
        Assert.Empty(_engine.Requests);
    }

    [Fact]
    public void A_failure_leaves_the_list_empty()
    {
        _shell.Run("Connect-LlmKafka a:1");
        _engine.Topics.BeforeNames = _ => throw new InvalidOperationException("boom");
        Assert.DoesNotContain("llm", Complete("Get-LlmKafkaTopic llm-"), StringComparison.Ordinal);
        _shell.Run("Disconnect-LlmKafka");
        Assert.DoesNotContain("llm", Complete("Get-LlmKafkaTopic llm-"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_broker_costs_two_seconds_even_where_it_ignores_the_token()
    {
        _shell.Run("Connect-LlmKafka a:1");
        _engine.Topics.BeforeNames = _ => Task.Delay(TimeSpan.FromSeconds(30), CancellationToken.None);
        var clock = Stopwatch.StartNew();
        Complete("Get-LlmKafkaTopic llm-");
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(20));
    }

    private string Complete(string line) => string.Join(' ', ((CommandCompletion)_shell.Run(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)", ("line", line)).Output[0].BaseObject)
        .CompletionMatches.Where(match => match.ResultType == CompletionResultType.ParameterValue).Select(match => match.CompletionText));
}
