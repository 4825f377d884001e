using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health;
using LlmAnalytics.Infra.Redis.Health.Survey;

namespace LlmAnalytics.Infra.Tests.Redis.Health;

/// <summary>How the checks add up.</summary>
public sealed class VerdictTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_healthy_cluster_is_healthy_in_the_order_of_the_list(bool sampled, bool pods)
    {
        var builder = new SurveyBuilder { Pods = pods };
        if (sampled)
        {
            builder.SampledFor = builder.LookedAgainAfter = TimeSpan.FromSeconds(2);
        }

        var health = builder.Judge();

        Assert.All(health.Checks, check => Assert.True(check.Status == "Passed" || IsLeftOut(check), $"{check.Name} {check}"));
        Assert.Equal(RedisChecks.All.Where(name => name != RedisChecks.RoundTrip), health.Checks.Select(check => check.Name));
        Assert.Equal(("Healthy", true, "ok"), (health.Status, health.Healthy, health.ClusterState));
        Assert.Equal((3, 6, 6, 3, 3, 16384, 16384), (health.ClusterSize, health.NodeCount, health.ReachableNodes, health.MasterCount, health.ReplicaCount, health.SlotsAssigned, health.SlotsOk));

        bool IsLeftOut(HealthCheck check) => check.Status == "Skipped" && (check.Name == RedisChecks.HotSlots || (check.Name == RedisChecks.Addresses && !pods) || (!sampled && check.Message.Contains("-SampleSec", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_check_has_a_description() => Assert.Equal(RedisChecks.All.Order(StringComparer.Ordinal), RedisChecks.Descriptions.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_warning_degrades_and_a_critical_check_outweighs_it()
    {
        Assert.Equal("Degraded", new SurveyBuilder().Info(1, "used_memory", "8500000").Judge().Status);
        Assert.Equal("Unhealthy", new SurveyBuilder().Info(1, "used_memory", "8500000").ClusterInfo(2, "cluster_state", "fail").Judge().Status);
    }

    [Fact]
    public void What_could_not_be_looked_at_is_no_pass_and_names_the_command()
    {
        var health = new SurveyBuilder().Deny(3, Parts.Config, node => node.Config = null).Judge();

        Assert.Equal("Degraded", health.Status);
        var check = Assert.Single(health.Checks, item => item.Name == RedisChecks.NodeTimeout);
        Assert.Equal(("Unknown", SurveyBuilder.Address(3)), (check.Status, check.Target));
        Assert.Contains("may not use CONFIG GET", check.Message, StringComparison.Ordinal);
        Assert.EndsWith("+config|get", check.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_server_has_is_left_out_without_harm()
    {
        var builder = new SurveyBuilder();
        for (var node = 1; node <= 6; node++)
        {
            builder.Change(node, survey =>
            {
                survey.Links = null;
                survey.Failures[Parts.Links] = new PartFailure("the server has no CLUSTER LINKS", IsUnsupported: true);
            });
        }

        Assert.Equal("Skipped", builder.Single(RedisChecks.BusLinks).Status);
        Assert.True(builder.Judge().Healthy);
    }

    [Fact]
    public void Nodes_that_cannot_be_found_are_a_verdict()
    {
        var health = RedisHealthTest.Unreachable(new Problem("NoPods", ProblemCategory.ObjectNotFound, "No pods.", "ns", "Make some."), new RedisHealthQuery { Skip = [RedisChecks.Memory] }, TimeSpan.FromSeconds(1));

        Assert.Equal(("Unhealthy", null, 1000), (health.Status, health.ClusterState, health.DurationMs));
        Assert.Equal(("NoPods", "No pods.", "Make some."), (health.Checks[0].Observed, health.Checks[0].Message, health.Checks[0].Remedy));
        Assert.Equal("Skipped", Assert.Single(health.Checks, check => check.Name == RedisChecks.Memory).Status);
    }
}
