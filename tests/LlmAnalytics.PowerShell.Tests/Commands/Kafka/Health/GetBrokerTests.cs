using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Tests.Commands.Kafka.Health;

/// <summary>Get-LlmKafkaBroker.</summary>
[Collection(EngineCollection.Name)]
public sealed class GetBrokerTests
{
    private static readonly KafkaBroker[] Brokers =
        [new() { Id = 1, Host = "a", Port = 9092, State = "Online" }, new() { Id = 2, Host = "b", Port = 9092, State = "NotResponding" }, new() { Id = 3, State = "Gone" }];

    [Theory]
    [InlineData("Get-LlmKafkaBroker", "1,2,3")]
    [InlineData("Get-LlmKafkaBroker 2,3", "2,3")]
    [InlineData("3, 1, 3 | Get-LlmKafkaBroker", "1,3")]
    [InlineData("[pscustomobject]@{ BrokerId = 2 } | Get-LlmKafkaBroker", "2")]
    [InlineData("Get-LlmKafkaBroker | Where-Object State -ne Online | Get-LlmKafkaBroker", "2,3")]
    public void Brokers_come_by_id_from_parameter_and_pipeline(string script, string expected)
    {
        using var shell = new HealthShell(new HealthFake { Brokers = Brokers });
        Assert.Equal(expected, string.Join(',', shell.Run(script).Output.Select(item => ((KafkaBroker)item.BaseObject).Id)));
    }

    [Fact]
    public void An_empty_pipeline_means_none()
    {
        var engine = new HealthFake { Brokers = Brokers };
        using var shell = new HealthShell(engine);
        Assert.Empty(shell.Run("@() | Get-LlmKafkaBroker").Output);
        Assert.Equal(0, engine.Connects);
    }

    [Fact]
    public void A_broker_that_does_not_exist_is_an_error_of_its_own()
    {
        using var shell = new HealthShell(new HealthFake { Brokers = Brokers });
        var outcome = shell.Run("Get-LlmKafkaBroker 1,9");
        Assert.Single(outcome.Output);
        Assert.StartsWith(ErrorIds.BrokerNotFound + ",", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Detailed_asks_for_settings_and_has_a_view_of_its_own()
    {
        var engine = new HealthFake { Brokers = Brokers };
        using var shell = new HealthShell(engine);
        Assert.Equal("LlmAnalytics.KafkaBroker#Detailed", shell.Run("Get-LlmKafkaBroker 1 -Detailed").Output[0].TypeNames[0]);
        Assert.True(engine.BrokerQuery!.Detailed);
        Assert.Equal("LlmAnalytics.KafkaBroker", shell.Run("Get-LlmKafkaBroker 2").Output[0].TypeNames[0]);
        Assert.False(engine.BrokerQuery.Detailed);
    }

    [Fact]
    public void Ids_are_completed_from_the_current_connection_and_never_open_one()
    {
        var engine = new HealthFake { Brokers = Brokers };
        using var shell = new HealthShell(engine);
        Assert.DoesNotContain("'1'", shell.Complete("Get-LlmKafkaBroker -Id "));
        Assert.Equal(0, engine.Connects);
        shell.Run("$null = Connect-LlmKafka");
        Assert.Equal(["'1'", "'2'", "'3'"], shell.Complete("Get-LlmKafkaBroker -Id "));
    }
}
