using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Tests.Fakes;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Commands;

public sealed class NewLlmKafkaTopicTests : IDisposable
{
    private readonly FakeEngine _engine = FakeEngine.Install();
    private readonly PowerShellHost _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _engine.Dispose();
    }

    [Theory]
    [InlineData("", "llm-events llm-errors llm-audit")]
    [InlineData("llm-e*", "llm-events llm-errors")]
    [InlineData("llm-audit, llm-e*, llm-events", "llm-audit llm-events llm-errors")]
    [InlineData("llm-deadletter", "llm-deadletter")]
    [InlineData("LLM-Audit", "llm-audit")]
    public void Topics_of_the_catalog_go_in_one_request(string names, string expected)
    {
        var results = _shell.Run($"New-LlmKafkaTopic {names}").Only<KafkaTopicResult>();
        var creation = Assert.Single(_engine.Topics.Creations);
        Assert.Equal(expected.Split(' '), creation.Definitions.Select(definition => definition.Name));
        Assert.Equal(expected.Split(' '), results.Select(result => result.Name));
        Assert.All(results, result => Assert.Equal("Created", result.Status));
        Assert.Equal(TopicReadiness.Visible, creation.WaitFor);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("xyz*")]
    public void A_name_outside_the_catalog_is_an_error_of_its_own(string name)
    {
        var result = _shell.Run($"New-LlmKafkaTopic llm-audit, '{name}'");
        Assert.Equal([ErrorIds.TopicNotInCatalog], result.ErrorIds);
        Assert.Equal(name, result.Errors[0].TargetObject);
        Assert.Null(result.Terminated);
        Assert.Equal("llm-audit", Assert.Single(_engine.Topics.Creations[0].Definitions).Name);
        _engine.Requests.Clear();
        Assert.Equal([ErrorIds.TopicNotInCatalog], _shell.Run($"New-LlmKafkaTopic '{name}'").ErrorIds);
        Assert.Empty(_engine.Requests);
    }

    [Fact]
    public void A_replication_factor_lowers_the_minimum_of_in_sync_replicas()
    {
        _shell.Run("New-LlmKafkaTopic llm-audit -ReplicationFactor 1; Get-LlmKafkaTopicDefinition llm-audit | New-LlmKafkaTopic -ReplicationFactor 2").Only<KafkaTopicResult>();
        var definitions = _engine.Clusters.Select(cluster => cluster.FakeTopics.Creations[0].Definitions[0]).ToList();
        Assert.Equal([1, 2], definitions.Select(definition => definition.ReplicationFactor));
        Assert.All(definitions, definition => Assert.Equal("1", definition.Config["min.insync.replicas"]));
    }

    [Fact]
    public void A_topic_of_one_s_own_is_what_was_given()
    {
        _shell.Run("New-LlmKafkaTopic orders -Partitions 6 -ReplicationFactor 2 -Config @{ 'retention.ms' = 1000; preallocate = $false } -WaitFor Serving").Only<KafkaTopicResult>();
        var creation = Assert.Single(_engine.Topics.Creations);
        var topic = Assert.Single(creation.Definitions);
        Assert.Equal(("orders", 6, 2), (topic.Name, topic.Partitions, topic.ReplicationFactor));
        Assert.Equal(new Dictionary<string, string> { ["preallocate"] = "false", ["retention.ms"] = "1000" }, topic.Config);
        Assert.Equal(TopicReadiness.Serving, creation.WaitFor);
        _shell.Run("New-LlmKafkaTopic orders -Partitions 6").Only<KafkaTopicResult>();
        Assert.Null(_engine.Topics.Creations[0].Definitions[0].ReplicationFactor);
    }

    [Fact]
    public void A_setting_that_is_no_value_is_named()
    {
        var result = _shell.Run("New-LlmKafkaTopic orders -Partitions 6 -Config @{ 'retention.ms' = $null }");
        Assert.Equal([ErrorIds.TopicSettingInvalid], result.ErrorIds);
        Assert.Empty(_engine.Requests);
    }

    [Fact]
    public void Definitions_from_the_pipeline_are_collected()
    {
        _shell.Run("Get-LlmKafkaTopicDefinition | New-LlmKafkaTopic").Only<KafkaTopicResult>();
        Assert.Equal(_engine.TopicCatalog.Take(3), Assert.Single(_engine.Topics.Creations).Definitions);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Name = 'a'; Partitions = 3; ReplicationFactor = 2; Config = @{ 'cleanup.policy' = 'compact', 'delete' } }")]
    [InlineData("[pscustomobject]@{ TopicName = 'a'; Partitions = '3'; ReplicationFactor = '2'; Config = 'cleanup.policy=compact,delete' }")]
    [InlineData("[pscustomobject]@{ Name = 'a'; Partitions = [long]3; ReplicationFactor = 2; Config = [pscustomobject]@{ 'cleanup.policy' = 'compact,delete' } }")]
    public void Objects_of_tables_and_JSON_are_definitions(string row)
    {
        _shell.Run($"{row}, [pscustomobject]@{{ Name = 'b'; Partitions = 1 }} | New-LlmKafkaTopic").Only<KafkaTopicResult>();
        var definitions = Assert.Single(_engine.Topics.Creations).Definitions;
        Assert.Equal(("a", 3, 2, "compact,delete"), (definitions[0].Name, definitions[0].Partitions, definitions[0].ReplicationFactor, definitions[0].Config["cleanup.policy"]));
        Assert.Equal(("b", 1, null, 0), (definitions[1].Name, definitions[1].Partitions, definitions[1].ReplicationFactor, definitions[1].Config.Count));
    }

    [Theory]
    [InlineData("New-LlmKafkaTopic a -Partitions 0")]
    [InlineData("New-LlmKafkaTopic a -Partitions 1 -ReplicationFactor 0")]
    [InlineData("New-LlmKafkaTopic a -Partitions 1 -ReplicationFactor 40000")]
    public void Counts_have_bounds(string script) => Assert.Equal(["ParameterArgumentValidationError"], _shell.Run(script).ErrorIds);

    [Fact]
    public void WhatIf_plans_and_writes_nothing()
    {
        var results = _shell.Run("New-LlmKafkaTopic llm-e* -WhatIf").Only<KafkaTopicResult>();
        Assert.All(results, result => Assert.Equal("Planned", result.Status));
        Assert.Empty(_engine.Topics.Written);
        Assert.Equal(["What if: Create topic 'llm-events' on cluster fake (8 partitions)", "What if: Create topic 'llm-errors' on cluster fake (8 partitions)"], _shell.Host.Lines);
    }

    [Fact]
    public void Nothing_is_asked_by_default_and_a_no_leaves_one_out()
    {
        _shell.Run("New-LlmKafkaTopic llm-audit").Only<KafkaTopicResult>();
        Assert.Empty(_shell.Host.Prompts);
        _shell.Host.Answers.Enqueue("No");
        _shell.Host.Answers.Enqueue("Yes");
        Assert.Equal("llm-errors", Assert.Single(_shell.Run("New-LlmKafkaTopic llm-e* -Confirm").Only<KafkaTopicResult>()).Name);
        Assert.Equal(["llm-errors"], _engine.Topics.Written);
    }

    [Fact]
    public async Task A_stop_while_a_broker_is_silent_is_quick()
    {
        var waiting = new TaskCompletionSource();
        _engine.Prepare = topics => topics.Before = async (_, _, token) =>
        {
            waiting.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        };
        var (result, took) = await _shell.RunAndStopAsync("New-LlmKafkaTopic", waiting.Task);
        Assert.True(took < TimeSpan.FromSeconds(2), $"The stop took {took}.");
        Assert.Empty(result.Output);
        Assert.True(_engine.Clusters[0].IsClosed);
    }
}
