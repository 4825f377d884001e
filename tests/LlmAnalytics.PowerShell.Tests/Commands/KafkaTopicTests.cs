using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Tests.Fakes;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Commands;

/// <summary>Get-LlmKafkaTopic, Get-LlmKafkaTopicDefinition and Set-LlmKafkaTopic.</summary>
public sealed class KafkaTopicTests : IDisposable
{
    private readonly FakeEngine _engine = FakeEngine.Install();
    private readonly PowerShellHost _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _engine.Dispose();
    }

    [Theory]
    [InlineData("Get-LlmKafkaTopicDefinition", "llm-events llm-errors llm-audit")]
    [InlineData("Get-LlmKafkaTopicDefinition -IncludeOptional", "llm-events llm-errors llm-audit llm-deadletter")]
    [InlineData("Get-LlmKafkaTopicDefinition llm-d*", "")]
    [InlineData("Get-LlmKafkaTopicDefinition llm-deadletter", "llm-deadletter")]
    [InlineData("'llm-audit', 'llm-e*' | Get-LlmKafkaTopicDefinition", "llm-audit llm-events llm-errors")]
    [InlineData("Get-LlmKafkaTopic orders, llm-audit | Where-Object Name -like llm* | Get-LlmKafkaTopicDefinition", "llm-audit")]
    public void The_catalog_is_read_by_name(string script, string expected) =>
        Assert.Equal(expected, string.Join(' ', _shell.Run(script).Only<KafkaTopicDefinition>().Select(topic => topic.Name)));

    [Fact]
    public void The_catalog_needs_no_cluster_and_names_what_it_lacks()
    {
        var result = _shell.Run("Get-LlmKafkaTopicDefinition nix, llm-audit");
        Assert.Equal([ErrorIds.TopicNotInCatalog], result.ErrorIds);
        Assert.Single(result.Output);
        Assert.Empty(_engine.Requests);
    }

    [Fact]
    public void Topics_are_read_by_what_was_asked()
    {
        _shell.Run("Get-LlmKafkaTopic").Only<KafkaTopic>();
        var query = Assert.Single(_engine.Topics.Queries);
        Assert.Equal((0, false, false, false), (query.Names.Count, query.CatalogOnly, query.IncludeInternal, query.Detailed));
        _shell.Run("'llm-audit', 'orders' | Get-LlmKafkaTopic -LlmOnly -IncludeInternal -Detailed");
        query = Assert.Single(_engine.Topics.Queries);
        Assert.Equal((true, true, true), (query.CatalogOnly, query.IncludeInternal, query.Detailed));
        Assert.Equal(["llm-audit", "orders"], query.Names);
    }

    [Fact]
    public void Objects_with_a_name_are_taken_from_the_pipeline()
    {
        _shell.Run("[pscustomobject]@{ TopicName = 'orders' }, [pscustomobject]@{ Name = 'llm-audit' } | Get-LlmKafkaTopic").Only<KafkaTopic>();
        Assert.Equal(["orders", "llm-audit"], Assert.Single(_engine.Topics.Queries).Names);
        _shell.Run("Get-LlmKafkaTopicDefinition llm-audit | Get-LlmKafkaTopic").Only<KafkaTopic>();
        Assert.Equal(["llm-audit"], Assert.Single(_engine.Topics.Queries).Names);
    }

    [Fact]
    public void A_missing_topic_costs_its_own_row()
    {
        var result = _shell.Run("Get-LlmKafkaTopic orders, nix, llm-audit");
        Assert.Equal([ErrorIds.TopicNotFound], result.ErrorIds);
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void A_detailed_topic_has_a_view_of_its_own_and_is_a_topic_all_the_same()
    {
        var topic = Assert.Single(_shell.Run("Get-LlmKafkaTopic orders -Detailed").Output);
        Assert.Equal(["LlmAnalytics.KafkaTopic#Detailed", "LlmAnalytics.KafkaTopic"], topic.TypeNames.Take(2));
        Assert.IsType<KafkaTopic>(topic.BaseObject);
    }

    [Fact]
    public void Topics_come_as_they_are_known()
    {
        var seen = new TaskCompletionSource();
        _engine.Prepare = topics => topics.Before = async (name, _, token) =>
        {
            if (name == "llm-events")
            {
                await seen.Task.WaitAsync(TimeSpan.FromSeconds(10), token);
            }
        };
        var result = _shell.Run("Get-LlmKafkaTopic | ForEach-Object { $null = $seen.TrySetResult(); $_ }", ("seen", seen));
        Assert.Equal(3, result.Only<KafkaTopic>().Count);
    }

    [Fact]
    public void A_change_is_handed_over_whole()
    {
        var results = _shell.Run("Set-LlmKafkaTopic orders, llm-* -Config @{ 'cleanup.policy' = 'compact', 'delete'; preallocate = $true } -RemoveConfig retention.ms, segment.ms -Partitions 12").Only<KafkaTopicResult>();
        Assert.All(results, result => Assert.Equal("Changed", result.Status));
        var change = Assert.Single(_engine.Topics.Changes);
        Assert.Equal(["orders", "llm-*"], change.Names);
        Assert.Equal(new Dictionary<string, string> { ["cleanup.policy"] = "compact,delete", ["preallocate"] = "true" }, change.Config);
        Assert.Equal(["retention.ms", "segment.ms"], change.RemoveConfig);
        Assert.Equal(12, change.Partitions);
    }

    [Theory]
    [InlineData("Set-LlmKafkaTopic orders", ErrorIds.TopicSettingInvalid)]
    [InlineData("Set-LlmKafkaTopic orders -Config @{}", ErrorIds.TopicSettingInvalid)]
    [InlineData("Set-LlmKafkaTopic orders -Config @{ a = $null }", ErrorIds.TopicSettingInvalid)]
    [InlineData("Set-LlmKafkaTopic orders -Partitions 0", "ParameterArgumentValidationError")]
    [InlineData("Set-LlmKafkaTopic orders -Config 'retention.ms'", "ParameterArgumentTransformationError")]
    public void A_change_of_nothing_or_of_nonsense_is_refused_before_a_connection(string script, string errorId)
    {
        Assert.Equal([errorId], _shell.Run(script).ErrorIds);
        Assert.Empty(_engine.Requests);
    }

    [Fact]
    public void Topics_are_piped_into_a_change_and_WhatIf_writes_nothing()
    {
        var results = _shell.Run("Get-LlmKafkaTopic llm-audit, orders | Set-LlmKafkaTopic -Partitions 9 -WhatIf").Only<KafkaTopicResult>();
        Assert.All(results, result => Assert.Equal("Planned", result.Status));
        Assert.Equal(["llm-audit", "orders"], Assert.Single(_engine.Topics.Changes).Names);
        Assert.Empty(_engine.Topics.Written);
        Assert.Equal("What if: Set retention.ms=1 on topic 'llm-audit' on cluster fake", _shell.Host.Lines[0]);
    }

    [Fact]
    public void No_topic_in_the_pipeline_is_no_work_for_any_command()
    {
        _shell.Run("@() | Get-LlmKafkaTopic; @() | Set-LlmKafkaTopic -Partitions 9; @() | Remove-LlmKafkaTopic; @() | New-LlmKafkaTopic").Only<object>();
        Assert.Empty(_engine.Requests);
    }
}
