using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health;

namespace LlmAnalytics.Infra.Tests.Redis.Health;

/// <summary>The checks of what the nodes say of each other.</summary>
public sealed class TopologyCheckTests
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_silent_master_serves_nothing_though_the_others_call_it_well_and_its_slots_are_still_known()
    {
        var health = new SurveyBuilder().Silence(2).Judge();

        Assert.Equal([RedisChecks.NodeReachable, RedisChecks.SlotCoverage], health.Checks.Where(check => check.Status is "Critical" or "Warning").Select(check => check.Name));
        Assert.Equal((5, 6, 3, 16384), (health.ReachableNodes, health.NodeCount, health.MasterCount, health.SlotsAssigned));
        Assert.Equal(16384 - 5462, health.SlotsOk);
        Assert.Equal(("Critical", SurveyBuilder.Address(2)), (health.Checks.Single(check => check.Name == RedisChecks.SlotCoverage).Status, health.Checks.Single(check => check.Name == RedisChecks.SlotCoverage).Target));
    }

    [Fact]
    public void A_master_that_refuses_our_password_serves_others()
    {
        var health = new SurveyBuilder().Silence(2, ErrorIds.RedisAuthenticationFailed, ProblemCategory.AuthenticationError).Judge();
        Assert.Equal(16384, health.SlotsOk);
        Assert.DoesNotContain(health.Checks, check => check is { Name: RedisChecks.SlotCoverage, Status: "Critical" });
    }

    [Fact]
    public void A_silent_node_is_where_it_was()
    {
        var builder = new SurveyBuilder { Machine = _ => "machine1", Zone = _ => null, Pods = true }.Silence(2);
        Assert.Equal(("Warning", "machine1"), (builder.Single(RedisChecks.Placement).Status, builder.Single(RedisChecks.Placement).Target));
    }

    [Fact]
    public void A_pod_that_is_not_ready_is_told_with_its_reason()
    {
        var builder = new SurveyBuilder { Pods = true }.Silence(2);
        Assert.StartsWith("kubectl describe pod redis-1", builder.Single(RedisChecks.NodeReachable).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Slots_of_nobody_and_of_two_are_found()
    {
        var lost = new SurveyBuilder().Line(0, 3, line => line.Replace("10923-16383", "10923-16382", StringComparison.Ordinal));
        Assert.Equal(("Critical", "slots 16383"), (lost.Single(RedisChecks.SlotCoverage).Status, lost.Single(RedisChecks.SlotCoverage).Target));
        var twice = new SurveyBuilder().Line(2, 2, line => line.Replace("5461-", "5460-", StringComparison.Ordinal));
        Assert.Equal(("Critical", "slots 5460"), (twice.Single(RedisChecks.SlotOwners).Status, twice.Single(RedisChecks.SlotOwners).Target));
        Assert.Equal("Warning", twice.Single(RedisChecks.Views).Status);
    }

    [Fact]
    public void Views_that_differ_for_longer_than_gossip_takes_are_critical()
    {
        var builder = new SurveyBuilder { LookedAgainAfter = TimeSpan.FromSeconds(29) }.Line(5, 2, line => line.Replace(" 2 connected", " 9 connected", StringComparison.Ordinal));
        Assert.Equal(("Warning", SurveyBuilder.Address(5)), (builder.Single(RedisChecks.Views).Status, builder.Single(RedisChecks.Views).Target));
        builder.LookedAgainAfter = TimeSpan.FromSeconds(31);
        Assert.Equal("Critical", builder.Single(RedisChecks.Views).Status);
    }

    [Fact]
    public void One_epoch_of_two_masters_is_critical_once_it_stays()
    {
        var builder = new SurveyBuilder().Line(0, 2, line => line.Replace(" 2 connected", " 1 connected", StringComparison.Ordinal));
        Assert.Equal("Warning", builder.Single(RedisChecks.ConfigEpochs).Status);
        builder.LookedAgainAfter = Later;
        Assert.Equal("Critical", builder.Single(RedisChecks.ConfigEpochs).Status);
    }

    [Fact]
    public void A_slot_open_on_one_side_is_critical_once_it_stays_and_on_both_a_warning()
    {
        var builder = new SurveyBuilder().Line(1, 1, line => $"{line} [7->-{SurveyBuilder.Id(2)}]");
        Assert.Equal("Warning", builder.Single(RedisChecks.OpenSlots).Status);
        builder.LookedAgainAfter = Later;
        Assert.Equal("Critical", builder.Single(RedisChecks.OpenSlots).Status);
        builder.Line(2, 2, line => $"{line} [7-<-{SurveyBuilder.Id(1)}]");
        Assert.Equal(("Warning", "slots 7"), (builder.Single(RedisChecks.OpenSlots).Status, builder.Single(RedisChecks.OpenSlots).Target));
    }

    [Theory]
    [InlineData("fail", "Critical")]
    [InlineData("fail?", "Warning")]
    [InlineData("noaddr", "Warning")]
    public void Flags_are_found(string flag, string status) => Assert.Equal(status, new SurveyBuilder().Flag(4, flag).Single(RedisChecks.NodeFlags).Status);

    [Fact]
    public void A_handshake_is_told_with_its_address() => Assert.Equal("10.9.9.9:1",
        new SurveyBuilder().Further(1, $"{SurveyBuilder.Id(99)} 10.9.9.9:1@10001 handshake - 0 0 0 disconnected").Single(RedisChecks.NodeFlags).Target);

    [Fact]
    public void A_node_that_is_no_pod_is_foreign_among_pods_only()
    {
        var line = $"{SurveyBuilder.Id(99)} 10.9.9.9:6379@16379 slave {SurveyBuilder.Id(1)} 0 0 1 connected";
        Assert.Equal(("Critical", "10.9.9.9:6379"), (new SurveyBuilder { Pods = true }.Further(1, line).Single(RedisChecks.ForeignNodes).Status, new SurveyBuilder { Pods = true }.Further(1, line).Single(RedisChecks.ForeignNodes).Target));
        Assert.Equal("Passed", new SurveyBuilder().Further(1, line).Single(RedisChecks.ForeignNodes).Status);
    }

    [Fact]
    public void A_pod_known_by_an_address_of_the_past_is_found()
    {
        var builder = new SurveyBuilder { Pods = true }.Line(1, 5, line => line.Replace("10.0.0.5", "10.0.0.55", StringComparison.Ordinal));
        Assert.Equal(("Warning", "10.0.0.55", "10.0.0.5"), (builder.Single(RedisChecks.Addresses).Status, builder.Single(RedisChecks.Addresses).Observed, builder.Single(RedisChecks.Addresses).Expected));
    }

    [Fact]
    public void A_role_that_replication_contradicts_is_found() => Assert.Equal("Critical",
        new SurveyBuilder().Change(4, node => node.First = node.First with { Role = new(true, 0) }).Single(RedisChecks.Roles).Status);

    [Fact]
    public void A_link_between_nodes_that_both_answer_is_missed()
    {
        Assert.Equal(("Warning", SurveyBuilder.Address(5)), (Down(new SurveyBuilder()).Single(RedisChecks.BusLinks).Status, Down(new SurveyBuilder()).Single(RedisChecks.BusLinks).Target));
        Assert.DoesNotContain(Down(new SurveyBuilder()).Silence(5).Run(RedisChecks.BusLinks), check => check.Status == "Warning");

        static SurveyBuilder Down(SurveyBuilder builder) => builder.Line(1, 5, line => line.Replace(" connected", " disconnected", StringComparison.Ordinal));
    }

    [Fact]
    public void Masters_without_replicas_warn_and_all_of_them_are_critical()
    {
        Assert.Equal(("Warning", SurveyBuilder.Address(1)), (new SurveyBuilder().Flag(4, "fail").Single(RedisChecks.Replicas).Status, new SurveyBuilder().Flag(4, "fail").Single(RedisChecks.Replicas).Target));
        Assert.Equal("Critical", new SurveyBuilder().Flag(4, "fail").Flag(5, "fail").Flag(6, "fail").Single(RedisChecks.Replicas).Status);
        Assert.Equal("Warning", new SurveyBuilder().Single(RedisChecks.Replicas, new RedisHealthQuery { ReplicasPerMaster = 2 }).Status);
        Assert.Equal("Passed", new SurveyBuilder().Flag(4, "fail").Single(RedisChecks.Replicas, new RedisHealthQuery { ReplicasPerMaster = 0 }).Status);
    }

    [Fact]
    public void Uneven_slots_and_empty_masters_are_found()
    {
        SurveyBuilder Shifted() => new SurveyBuilder().Line(0, 1, line => line.Replace("0-5460", "0-3999", StringComparison.Ordinal)).Line(0, 2, line => line.Replace("5461-10922", "4000-10922", StringComparison.Ordinal));
        Assert.Equal("Warning", Shifted().Single(RedisChecks.Balance).Status);
        Assert.Equal("Passed", Shifted().Single(RedisChecks.Balance, new RedisHealthQuery { MaxSkewPercent = 30 }).Status);
        Assert.Equal("Warning", new SurveyBuilder().Line(0, 1, line => line.Replace(" 0-5460", "", StringComparison.Ordinal)).Single(RedisChecks.EmptyMasters).Status);
    }

    [Fact]
    public void What_one_machine_or_zone_would_take_along_is_found()
    {
        Assert.Equal("Critical", new SurveyBuilder { Machine = number => number is 1 or 4 ? "shared" : $"machine{number}" }.Single(RedisChecks.Placement).Status);
        Assert.Equal("Warning", new SurveyBuilder { Machine = _ => "one" }.Single(RedisChecks.Placement).Status);
        Assert.Equal("in zone shared", new SurveyBuilder { Zone = number => number is 1 or 4 ? "shared" : $"zone{number}" }.Single(RedisChecks.Placement).Observed);
        Assert.Equal("2 of 3 masters in zone shared", new SurveyBuilder { Zone = number => number is 1 or 2 ? "shared" : $"zone{number}" }.Single(RedisChecks.Placement).Observed);
        Assert.Equal("zones not known", new SurveyBuilder { Zone = _ => null }.Single(RedisChecks.Placement).Observed);
    }

    [Fact]
    public void What_may_be_over_in_a_moment_asks_for_a_second_look()
    {
        Assert.False(Transients.Any(new SurveyBuilder().Build()));
        Assert.True(Transients.Any(new SurveyBuilder().Line(5, 2, line => line.Replace(" 2 connected", " 9 connected", StringComparison.Ordinal)).Build()));
        Assert.False(Transients.Any(new SurveyBuilder().Flag(4, "fail").Build()));
    }
}
