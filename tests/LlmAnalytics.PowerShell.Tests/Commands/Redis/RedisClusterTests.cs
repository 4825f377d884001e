using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Tests.Fakes;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Commands.Redis;

/// <summary>Initialize-, Test- and Get-LlmRedisCluster and Get-LlmRedisNode: what reaches the engine, and what comes out.</summary>
public sealed class RedisClusterTests : IDisposable
{
    private readonly FakeEngine _engine = FakeEngine.Install();
    private readonly PowerShellHost _shell = new();

    private FakeRedisCluster Cluster => _engine.FakeRedis.Last;

    public void Dispose()
    {
        _shell.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public void The_cluster_is_one_object() =>
        Assert.Equal("ok", Assert.Single(_shell.Run("Get-LlmRedisCluster -Node a:1").Only<RedisCluster>()).ClusterState);

    [Theory]
    [InlineData("Get-LlmRedisNode", "", null)]
    [InlineData("Get-LlmRedisNode redis-*, 10.0.0.1:6379 -Role master", "redis-* 10.0.0.1:6379", "Master")]
    [InlineData("Get-LlmRedisNode -Role REPLICA", "", "Replica")]
    [InlineData("'a', 'b', 'a' | Get-LlmRedisNode", "a b", null)]
    [InlineData("[pscustomobject]@{ Endpoint = '10.0.0.2:6379' } | Get-LlmRedisNode", "10.0.0.2:6379", null)]
    public void Nodes_are_chosen_by_name_and_role(string script, string names, string? role)
    {
        Assert.Equal(FakeRedisCluster.Nodes, _shell.Run(script).Only<RedisNode>());
        var query = Assert.Single(Cluster.NodeQueries);
        Assert.Equal((names, role), (string.Join(' ', query.Names), query.Role));
    }

    [Fact]
    public void Nodes_go_back_into_the_command_by_their_addresses()
    {
        _shell.Run("Connect-LlmRedis a:1; Get-LlmRedisNode | Get-LlmRedisNode");
        Assert.Equal(["10.0.0.1:6379", "10.0.0.2:6379"], Cluster.NodeQueries[^1].Names);
    }

    [Fact]
    public void A_role_that_no_node_has_is_refused() =>
        Assert.Equal(["ParameterArgumentValidationError"], _shell.Run("Get-LlmRedisNode -Role Slave").ErrorIds);

    [Fact]
    public void Initialization_asks_by_default_and_takes_what_was_given()
    {
        _shell.Host.Answers.Enqueue("Yes");
        var result = Assert.Single(_shell.Run("Initialize-LlmRedisCluster -Node a:1 -NodeCount 9 -ReplicasPerMaster 2 -ExtraNodesAsReplicas").Only<RedisClusterResult>());
        Assert.Equal("Created", result.Status);
        Assert.Equal(["Confirm|Create a Redis cluster of 6 nodes (3 masters, 3 replicas)?"], _shell.Host.Prompts);
        Assert.Equal(new RedisInitialization { NodeCount = 9, ReplicasPerMaster = 2, ExtraNodesAsReplicas = true }, Assert.Single(Cluster.Initializations));
    }

    [Fact]
    public void Initialization_by_default_is_six_nodes_and_waits_for_pods()
    {
        _shell.Run("Initialize-LlmRedisCluster -Confirm:$false").Only<RedisClusterResult>();
        Assert.Equal(new RedisInitialization(), Assert.Single(Cluster.Initializations));
        Assert.Equal(300, Assert.Single(_shell.Run("[LlmAnalytics.PowerShell.Commands.Redis.InitializeLlmRedisClusterCommand]::new().TimeoutSec").Only<int>()));
    }

    [Fact]
    public void WhatIf_is_the_plan_and_asks_nobody()
    {
        var plan = Assert.Single(_shell.Run("Initialize-LlmRedisCluster -WhatIf").Only<RedisClusterResult>());
        Assert.Equal(("Planned", Approval.WhatIf), (plan.Status, Cluster.Approval));
        Assert.Contains(_shell.Host.Lines, line => line.Contains("What if: Create a Redis cluster of 6 nodes (3 masters, 3 replicas)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_host_that_cannot_ask_initializes_nothing()
    {
        Assert.Equal([ErrorIds.ConfirmationRequired], _shell.Run("Initialize-LlmRedisCluster").ErrorIds);
        Assert.Null(Cluster.Approval);
    }

    [Theory]
    [InlineData("Initialize-LlmRedisCluster -NodeCount 2")]
    [InlineData("Initialize-LlmRedisCluster -ReplicasPerMaster -1")]
    [InlineData("Test-LlmRedisCluster -MaxMemoryPercent 101")]
    [InlineData("Test-LlmRedisCluster -MaxRoundTripMs 0")]
    [InlineData("Test-LlmRedisCluster -SampleSec -1")]
    public void Figures_without_sense_are_refused(string command)
    {
        Assert.Equal(["ParameterArgumentValidationError"], _shell.Run(command).ErrorIds);
        Assert.Empty(_engine.FakeRedis.Clusters);
    }

    [Fact]
    public void A_test_without_arguments_asks_for_the_engine_s_defaults()
    {
        var result = _shell.Run("Test-LlmRedisCluster");
        Assert.True(Assert.Single(result.Only<RedisClusterHealth>()).Healthy);
        Assert.Equivalent(new RedisHealthQuery(), Assert.Single(Cluster.HealthQueries), strict: true);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public void Thresholds_reach_the_engine()
    {
        _shell.Run(
            "Test-LlmRedisCluster -SampleSec 5 -ReplicasPerMaster 2 -MaxRoundTripMs 50 -MaxLagBytes 1mb -MaxLagSec 3 -MaxMemoryPercent 60 -MaxClientPercent 70 -MaxSkewPercent 5 -TimeoutSec 8").Only<RedisClusterHealth>();
        var expected = new RedisHealthQuery
        {
            SampleSec = 5, ReplicasPerMaster = 2, MaxRoundTripMs = 50, MaxLagBytes = 1024 * 1024, MaxLagSec = 3, MaxMemoryPercent = 60, MaxClientPercent = 70, MaxSkewPercent = 5,
            Patience = TimeSpan.FromSeconds(2),
        };
        Assert.Equivalent(expected, Assert.Single(Cluster.HealthQueries), strict: true);
    }

    [Theory]
    [InlineData("-Include views, CLUSTERSTATE", "ClusterState,Views", "", false)]
    [InlineData("-Skip Memory", "", "Memory", false)]
    [InlineData("-IncludeRoundTrip", "", "", true)]
    [InlineData("-Include RoundTrip", "RoundTrip", "", true)]
    public void Checks_are_chosen_by_name_in_any_case(string arguments, string include, string skip, bool roundTrip)
    {
        _shell.Run($"Test-LlmRedisCluster {arguments}").Only<RedisClusterHealth>();
        var query = Assert.Single(Cluster.HealthQueries);
        Assert.Equal((include, skip, roundTrip), (string.Join(',', query.Include), string.Join(',', query.Skip), query.IncludeRoundTrip));
    }

    [Fact]
    public void A_check_that_does_not_exist_is_an_error() =>
        Assert.Equal([ErrorIds.HealthCheckInvalid], _shell.Run("Test-LlmRedisCluster -Include Slot").ErrorIds);

    [Theory]
    [InlineData("", Approval.Approved)]
    [InlineData("-WhatIf", Approval.WhatIf)]
    public void WhatIf_leaves_the_round_trip_out_and_the_verdict_in(string arguments, Approval expected)
    {
        _shell.Run($"Test-LlmRedisCluster -IncludeRoundTrip {arguments}").Only<RedisClusterHealth>();
        Assert.Equal(expected, Cluster.Approval);
    }

    [Theory]
    [InlineData("Healthy", true)]
    [InlineData("Degraded", false)]
    [InlineData("Unhealthy", false)]
    public void Quiet_gives_the_bool_alone(string status, bool expected)
    {
        _shell.Run("Connect-LlmRedis a:1");
        Cluster.Status = status;
        Assert.Equal(expected, Assert.Single(_shell.Run("Test-LlmRedisCluster -Quiet").Only<bool>()));
    }
}
