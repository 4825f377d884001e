using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Completion;

namespace LlmAnalytics.PowerShell.Tests.Commands.Kafka.Health;

/// <summary>Test-LlmKafkaCluster: what reaches the engine, and what comes out.</summary>
[Collection(EngineCollection.Name)]
public sealed class TestClusterTests
{
    [Fact]
    public void Without_a_connection_the_engine_connects_itself_and_gives_one_verdict()
    {
        var engine = new HealthFake();
        using var shell = new HealthShell(engine);
        var outcome = shell.Run("Test-LlmKafkaCluster -BootstrapServer a:1,b:2");
        Assert.Same(engine.Verdict, Assert.Single(outcome.Output).BaseObject);
        Assert.Equal(["a:1", "b:2"], engine.Request!.BootstrapServers!);
        Assert.Equal(0, engine.Connects);
        Assert.Equivalent(new HealthQuery(), engine.Query, strict: true);
        Assert.Contains(outcome.Progress, record => record.StatusDescription == "Asking each of 3 brokers" && record.PercentComplete == 30);
        Assert.Equal(ProgressRecordType.Completed, outcome.Progress[^1].RecordType);
    }

    [Theory]
    [InlineData("$null = Connect-LlmKafka; Test-LlmKafkaCluster")]
    [InlineData("$c = Connect-LlmKafka; Test-LlmKafkaCluster -Connection $c")]
    public void An_open_connection_is_used_and_stays_open(string script)
    {
        var engine = new HealthFake();
        using var shell = new HealthShell(engine);
        Assert.Single(shell.Run(script).Output);
        Assert.Null(engine.Request);
        Assert.NotNull(engine.Query);
        Assert.False(engine.IsClosed);
    }

    [Fact]
    public void Parameters_beside_a_current_connection_name_another_cluster()
    {
        var engine = new HealthFake();
        using var shell = new HealthShell(engine);
        shell.Run("$null = Connect-LlmKafka; Test-LlmKafkaCluster -BootstrapServer other:9092");
        Assert.Equal(["other:9092"], engine.Request!.BootstrapServers!);
    }

    [Theory]
    [InlineData("Healthy", true)]
    [InlineData("Degraded", false)]
    [InlineData("Unhealthy", false)]
    public void Quiet_gives_the_bool_alone(string status, bool expected)
    {
        using var shell = new HealthShell(new HealthFake { Verdict = Healths.Of(status) });
        Assert.Equal(expected, Assert.IsType<bool>(Assert.Single(shell.Run("Test-LlmKafkaCluster -Quiet").Output).BaseObject));
    }

    [Fact]
    public void Thresholds_reach_the_engine()
    {
        var engine = new HealthFake();
        using var shell = new HealthShell(engine);
        shell.Run("Test-LlmKafkaCluster -MinBrokers 5 -LagThreshold 7 -MaxDiskPercent 60 -MaxSkewPercent 9 -MaxRoundTripMs 50");
        Assert.Equivalent(
            new HealthQuery { MinBrokers = 5, MaxLag = 7, MaxDiskPercent = 60, MaxSkewPercent = 9, MaxRoundTripMs = 50 }, engine.Query, strict: true);
    }

    [Theory]
    [InlineData("-MinBrokers 0")]
    [InlineData("-MaxLag -1")]
    [InlineData("-MaxDiskPercent 101")]
    [InlineData("-MaxSkewPercent 0")]
    [InlineData("-MaxRoundTripMs 0")]
    public void Thresholds_without_sense_are_refused(string arguments)
    {
        var engine = new HealthFake();
        using var shell = new HealthShell(engine);
        Assert.Equal("ParameterArgumentValidationError", shell.Fail($"Test-LlmKafkaCluster {arguments}").ErrorId);
        Assert.Null(engine.Query);
    }

    [Theory]
    [InlineData("-Include quorum,racks,QUORUM", "Racks,Quorum", "", false)]
    [InlineData("-Skip balance", "", "Balance", false)]
    [InlineData("-IncludeRoundTrip", "", "", true)]
    [InlineData("-Include RoundTrip", "RoundTrip", "", true)]
    [InlineData("-Include Racks -IncludeRoundTrip", "Racks,RoundTrip", "", true)]
    [InlineData("-IncludeRoundTrip -Skip RoundTrip", "", "RoundTrip", false)]
    public void Checks_are_chosen_by_name_in_any_case(string arguments, string include, string skip, bool roundTrip)
    {
        var engine = new HealthFake();
        using var shell = new HealthShell(engine);
        shell.Run($"Test-LlmKafkaCluster {arguments}");
        Assert.Equal((include, skip, roundTrip), (string.Join(',', engine.Query!.Include), string.Join(',', engine.Query.Skip), engine.Query.IncludeRoundTrip));
    }

    [Theory]
    [InlineData("-Include Quorum,Rack", "-Include: there is no check 'Rack'.")]
    [InlineData("-Skip Lag", "-Skip: there is no check 'Lag'.")]
    [InlineData("-Include Quorum -Skip Quorum", "-Include and -Skip leave no check to make.")]
    [InlineData("-Skip ([LlmAnalytics.Engine.HealthChecks]::All -ne 'RoundTrip')", "-Include and -Skip leave no check to make.")]
    public void What_names_no_check_is_an_error_before_anything_is_asked(string arguments, string message)
    {
        var engine = new HealthFake();
        using var shell = new HealthShell(engine);
        var (errorId, record) = shell.Fail($"Test-LlmKafkaCluster {arguments}");
        Assert.Equal((ErrorIds.HealthCheckInvalid, ErrorCategory.InvalidArgument), (errorId, record.CategoryInfo.Category));
        Assert.Equal(message, record.ErrorDetails.Message);
        Assert.NotEmpty(record.ErrorDetails.RecommendedAction);
        Assert.Null(engine.Query);
    }

    [Theory]
    [InlineData("", Approval.Approved)]
    [InlineData("-WhatIf", Approval.WhatIf)]
    public void WhatIf_leaves_the_round_trip_out_and_the_verdict_in(string arguments, Approval expected)
    {
        var engine = new HealthFake();
        using var shell = new HealthShell(engine);
        Assert.Single(shell.Run($"Test-LlmKafkaCluster -IncludeRoundTrip {arguments}").Output);
        Assert.Equal(expected, engine.Approval);
    }

    [Theory]
    [InlineData(30, 3.0)]
    [InlineData(8, 2.0)]
    [InlineData(1, 0.25)]
    public void One_broker_never_uses_up_the_time_of_the_command(int timeoutSec, double patienceSeconds)
    {
        var engine = new HealthFake();
        using var shell = new HealthShell(engine);
        shell.Run($"Test-LlmKafkaCluster -TimeoutSec {timeoutSec}");
        Assert.Equal(TimeSpan.FromSeconds(patienceSeconds), engine.Query!.Patience);
    }

    [Fact]
    public void Settings_that_cannot_be_used_stay_an_error()
    {
        var problem = new Problem(ErrorIds.KafkaSettingInvalid, ProblemCategory.InvalidArgument, "No such protocol.", "security.protocol", "Correct it.");
        using var shell = new HealthShell(new HealthFake { Failure = new ProblemException(problem) });
        Assert.Equal(ErrorIds.KafkaSettingInvalid, shell.Fail("Test-LlmKafkaCluster").ErrorId);
    }

    [Theory]
    [InlineData("Test-LlmKafkaCluster -Include Un", "UnderMinIsr,UnderReplicated")]
    [InlineData("Test-LlmKafkaCluster -Skip Racks,Round", "RoundTrip")]
    public void Checks_are_completed(string line, string expected)
    {
        using var shell = new HealthShell(new HealthFake());
        Assert.Equal(expected, string.Join(',', shell.Complete(line)));
    }

    [Fact]
    public void Every_check_is_completed_and_described()
    {
        using var shell = new HealthShell(new HealthFake());
        Assert.Equal(HealthChecks.All, shell.Complete("Test-LlmKafkaCluster -Include "));
        var described = new HealthCheckCompleter().CompleteArgument("", "", "", null!, new Dictionary<string, object>());
        Assert.All(described, result => Assert.NotEqual(result.ListItemText, result.ToolTip));
    }

    [Fact]
    public void The_record_is_whole_in_json_at_the_default_depth()
    {
        // ConvertTo-Json goes two levels deep: the object, its lists, and scalars in the rows of those.
        var lists = typeof(KafkaClusterHealth).GetProperties().Where(property => !IsScalar(property.PropertyType)).ToList();
        Assert.Equal([nameof(KafkaClusterHealth.Checks)], lists.Select(property => property.Name));
        Assert.All(typeof(HealthCheck).GetProperties(), property => Assert.True(IsScalar(property.PropertyType), property.Name));
    }

    private static bool IsScalar(Type type) => type == typeof(string) || (Nullable.GetUnderlyingType(type) ?? type).IsPrimitive;
}
