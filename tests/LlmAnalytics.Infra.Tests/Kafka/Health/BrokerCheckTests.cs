using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.Infra.Tests.Kafka.Health;

/// <summary>Reachability, number, racks and defaults of the brokers.</summary>
public sealed class BrokerCheckTests
{
    [Theory]
    [InlineData(true, false, true, "still believe it alive")]
    [InlineData(false, true, true, "have fenced it")]
    [InlineData(false, null, false, "has forgotten it")]
    public void A_silent_broker_is_critical_and_named_with_what_the_cluster_knows(bool isInMetadata, bool? fenced, bool isRegistered, string said)
    {
        var check = new SurveyBuilder().With(SurveyBuilder.Silent(2, isInMetadata, fenced, isRegistered)).Single(HealthChecks.BrokerReachable);
        Assert.Equal(("Critical", isRegistered ? "no answer" : "not registered"), (check.Status, check.Observed));
        Assert.StartsWith("broker 2", check.Target, StringComparison.Ordinal);
        Assert.Contains(said, check.Message, StringComparison.Ordinal);
        Assert.Equal(isRegistered, check.Message.EndsWith("It said nothing.", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_broker_that_does_not_answer_has_its_own_line() =>
        Assert.Equal(["broker 2 (127.0.0.1:9092)", "broker 3 (127.0.0.1:9093)"],
            new SurveyBuilder().With(SurveyBuilder.Silent(2)).With(SurveyBuilder.Silent(3)).Run(HealthChecks.BrokerReachable).Select(check => check.Target));

    [Theory]
    [InlineData(500, "Passed")]
    [InlineData(500.1, "Warning")]
    public void A_slow_broker_warns_above_the_threshold(double ms, string status)
    {
        var slow = SurveyBuilder.Broker(3);
        slow.RoundTripMs = ms;
        Assert.Equal(status, new SurveyBuilder().With(slow).Single(HealthChecks.BrokerReachable, new HealthQuery { MaxRoundTripMs = 500 }).Status);
    }

    [Fact]
    public void A_fenced_broker_that_answers_is_critical()
    {
        var fenced = new LlmAnalytics.Infra.Kafka.Health.BrokerSurvey(2, SurveyBuilder.Broker(2).EndPoint, null, fenced: true, isInMetadata: false) { Answers = true, RoundTripMs = 1 };
        var check = new SurveyBuilder().With(fenced).Single(HealthChecks.BrokerReachable);
        Assert.Equal(("Critical", "fenced"), (check.Status, check.Observed));
    }

    [Theory]
    [InlineData(2, "Passed")]
    [InlineData(3, "Warning")]
    public void Only_brokers_that_answer_count(int minimum, string status)
    {
        var check = new SurveyBuilder().With(SurveyBuilder.Silent(1)).Single(HealthChecks.BrokerCount, new HealthQuery { MinBrokers = minimum });
        Assert.Equal((status, "2"), (check.Status, check.Observed));
    }

    [Theory]
    [InlineData("a", "b", "c", "Passed")]
    [InlineData("a", "a", "b", "Passed")]
    [InlineData("a", "a", "a", "Warning")]
    [InlineData("a", "b", null, "Warning")]
    [InlineData(null, null, null, "Passed")]
    public void Racks_are_none_or_at_least_two_with_every_broker_in_one(string? first, string? second, string? third, string status)
    {
        var cluster = new SurveyBuilder();
        cluster.Brokers.Clear();
        foreach (var (rack, index) in new[] { first, second, third }.Select((rack, index) => (rack, index)))
        {
            cluster.Brokers.Add(new(index + 1, SurveyBuilder.Broker(index + 1).EndPoint, rack, fenced: false, isInMetadata: true) { Answers = true });
        }

        Assert.Equal(status, cluster.Single(HealthChecks.Racks).Status);
    }

    [Theory]
    [InlineData("2", "2", "false", "false", "default.replication.factor")]
    [InlineData("3", "1", "false", "false", "min.insync.replicas")]
    [InlineData("3", "2", "true", "false", "unclean.leader.election.enable")]
    [InlineData("3", "2", "false", "true", "auto.create.topics.enable")]
    [InlineData(null, "2", "false", "false", "default.replication.factor")]
    public void An_unsafe_default_warns_by_name_and_broker(string? factor, string minIsr, string unclean, string autoCreate, string named)
    {
        var broker = SurveyBuilder.Broker(2);
        broker.Config = SurveyBuilder.Defaults(factor, minIsr, unclean, autoCreate);
        var check = new SurveyBuilder().With(broker).Single(HealthChecks.BrokerDefaults);
        Assert.Equal(("Warning", "broker 2 (127.0.0.1:9092)"), (check.Status, check.Target));
        Assert.StartsWith(named, check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_replicas_are_safe_where_there_are_fewer_brokers()
    {
        var single = new SurveyBuilder();
        single.Brokers.RemoveAll(broker => broker.Id != 1);
        single.Brokers[0].Config = SurveyBuilder.Defaults("1", "1", "false", "false");
        Assert.Equal("Passed", single.Single(HealthChecks.BrokerDefaults).Status);
    }

    [Fact]
    public void Defaults_that_can_not_be_seen_are_unknown_and_those_of_the_others_are_judged()
    {
        var silent = SurveyBuilder.Broker(1);
        silent.Config = null;
        var refused = SurveyBuilder.Broker(2);
        refused.Config = new() { ErrorCode = ErrorCode.ClusterAuthorizationFailed };
        var bad = SurveyBuilder.Broker(3);
        bad.Config = SurveyBuilder.Defaults("3", "2", "true", "false");
        var checks = new SurveyBuilder().With(silent).With(refused).With(bad).Run(HealthChecks.BrokerDefaults);
        Assert.Equal(["Warning", "Unknown"], checks.Select(check => check.Status));
        Assert.Contains("broker 1", checks[1].Target, StringComparison.Ordinal);
        Assert.Contains("broker 2", checks[1].Target, StringComparison.Ordinal);
        Assert.Contains("DESCRIBE_CONFIGS", checks[1].Remedy, StringComparison.Ordinal);
    }
}
