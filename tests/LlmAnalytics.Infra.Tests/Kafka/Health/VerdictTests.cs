using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Health;

namespace LlmAnalytics.Infra.Tests.Kafka.Health;

/// <summary>How the checks add up.</summary>
public sealed class VerdictTests
{
    [Fact]
    public void Everything_passes_on_a_healthy_cluster_in_the_order_of_the_list()
    {
        var health = new SurveyBuilder().Judge();
        Assert.All(health.Checks, check => Assert.True(check.Status == "Passed", check.ToString()));
        Assert.Equal(HealthChecks.All.Where(name => name != HealthChecks.RoundTrip), health.Checks.Select(check => check.Name));
        Assert.Equal(("Healthy", true), (health.Status, health.Healthy));
        Assert.Equal((3, 14, 14, 1), (health.BrokerCount, health.TopicCount, health.LlmTopicCount, health.ControllerId));
        Assert.Equal((0, 0, 0, 0), (health.UnderReplicatedPartitions, health.OfflinePartitions, health.UnderMinIsrPartitions, health.AtMinIsrPartitions));
    }

    [Fact]
    public void A_warning_degrades()
    {
        var health = new SurveyBuilder().Judge(new HealthQuery { MinBrokers = 4 });
        Assert.Equal((HealthChecks.BrokerCount, "Degraded"), (Assert.Single(health.Checks, check => check.Status != "Passed").Name, health.Status));
    }

    [Fact]
    public void A_critical_check_outweighs_warnings_and_the_unknown()
    {
        var ill = new SurveyBuilder().With(SurveyBuilder.Silent(2));
        ill.Reassignments = new(null, "No answer.");
        var health = ill.Judge(new HealthQuery { MinBrokers = 4 });
        Assert.Equal("Unhealthy", health.Status);
        Assert.All(["Critical", "Warning", "Unknown"], status => Assert.Contains(health.Checks, check => check.Status == status));
    }

    [Fact]
    public void What_could_not_be_looked_at_is_no_pass()
    {
        var ill = new SurveyBuilder { Reassignments = new(null, "No answer.") };
        var health = ill.Judge();
        Assert.Equal("Degraded", health.Status);
        Assert.Contains("No answer.", Assert.Single(health.Checks, check => check.Status == "Unknown").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_without_rights_is_told_the_missing_right_by_every_check_that_needs_one()
    {
        var health = new SurveyBuilder().ForAUserWithoutRights().Judge();
        Assert.Equal([HealthChecks.BrokerReachable, HealthChecks.BrokerCount, HealthChecks.Racks, HealthChecks.Metadata], health.Checks.Where(check => check.Status == "Passed").Select(check => check.Name));
        Assert.All(health.Checks.Where(check => check.Status != "Passed"), check =>
        {
            Assert.Equal("Unknown", check.Status);
            Assert.Contains("DESCRIBE", check.Message, StringComparison.Ordinal);
            Assert.Contains("grant", check.Remedy, StringComparison.Ordinal);
        });
        Assert.Equal("Degraded", health.Status);
    }

    [Fact]
    public void Figures_that_could_not_be_found_out_are_null()
    {
        var health = new SurveyBuilder { ConfigFailure = "No answer." }.Judge();
        Assert.Equal((null, null), (health.UnderMinIsrPartitions, health.AtMinIsrPartitions));
        Assert.Equal((0, 0), (health.UnderReplicatedPartitions, health.OfflinePartitions));
    }

    [Fact]
    public void Include_makes_only_the_named_checks()
    {
        var health = new SurveyBuilder().With(SurveyBuilder.Silent(2)).Judge(new HealthQuery { Include = [HealthChecks.Quorum, HealthChecks.ExpectedTopics] });
        Assert.Equal([HealthChecks.Quorum, HealthChecks.ExpectedTopics], health.Checks.Select(check => check.Name));
        Assert.Equal("Healthy", health.Status);
    }

    [Fact]
    public void Skip_leaves_a_check_out_and_says_so()
    {
        var health = new SurveyBuilder().With(SurveyBuilder.Silent(2)).Judge(new HealthQuery { Skip = [HealthChecks.BrokerReachable], Include = [HealthChecks.BrokerReachable, HealthChecks.Quorum] });
        Assert.Equal([(HealthChecks.BrokerReachable, "Skipped"), (HealthChecks.Quorum, "Passed")], health.Checks.Select(check => (check.Name, check.Status)));
        Assert.Equal("Healthy", health.Status);
    }

    [Fact]
    public void An_unreachable_cluster_is_unhealthy_for_the_cause_and_the_rest_is_unknown()
    {
        var problem = new Problem(ErrorIds.KafkaAuthenticationFailed, ProblemCategory.AuthenticationError, "The password is wrong.", "host:9092", "Check it.");
        var health = ClusterHealthTest.Unreachable(problem, new HealthQuery { Skip = [HealthChecks.Racks] }, TimeSpan.FromMilliseconds(12));
        Assert.Equal(("Unhealthy", 12, null), (health.Status, health.DurationMs, health.TopicCount));
        var cause = health.Checks[0];
        Assert.Equal((HealthChecks.BrokerReachable, "Critical", ErrorIds.KafkaAuthenticationFailed, "The password is wrong.", "host:9092", "Check it."),
            (cause.Name, cause.Status, cause.Observed, cause.Message, cause.Target, cause.Remedy));
        Assert.All(health.Checks.Skip(1), check => Assert.Equal(check.Name == HealthChecks.Racks ? "Skipped" : "Unknown", check.Status));
        Assert.Equal(HealthChecks.All.Except([HealthChecks.RoundTrip]), health.Checks.Select(check => check.Name));
    }
}
