using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Acls;

namespace LlmAnalytics.Infra.Tests.Kafka.Acls;

public sealed class AclDecisionTests
{
    private static readonly AuthorizerSettings Plain = new([], false);

    [Theory]
    [InlineData("Read Topic t", "NoAcls", "")]
    [InlineData("Read Topic t", "NoMatch", "Allow Read Topic t User:bob")]
    [InlineData("Read Topic t", "Allow", "Allow Read Topic t User:alice")]
    [InlineData("Read Topic t", "Allow", "Allow All Topic t User:alice")]
    [InlineData("Read Topic t", "Allow", "Allow Read Topic * User:*")]
    [InlineData("Read Topic tea", "Allow", "Allow Read Topic t... User:alice")]
    [InlineData("Read Topic t", "NoAcls", "Allow Read Topic tea... User:alice")]
    [InlineData("Read Topic tea", "NoAcls", "Allow Read Topic t* User:alice")]
    [InlineData("Read Topic tea", "NoAcls", "Allow Read Topic *... User:alice")]
    [InlineData("Read Topic t", "NoAcls", "Allow Read Group t User:alice")]
    [InlineData("Read Topic T", "NoAcls", "Allow Read Topic t User:alice")]
    [InlineData("Read Topic t", "Deny", "Allow All Topic t User:alice", "Deny Read Topic * User:*")]
    [InlineData("Read Topic t", "Deny", "Allow All Topic t User:alice", "Deny All Topic t... User:alice")]
    [InlineData("Describe Topic t", "ImpliedAllow", "Allow Read Topic t User:alice")]
    [InlineData("Describe Topic t", "ImpliedAllow", "Allow Write Topic t User:alice")]
    [InlineData("Describe Topic t", "ImpliedAllow", "Allow Delete Topic t User:alice")]
    [InlineData("Describe Topic t", "ImpliedAllow", "Allow Alter Topic t User:alice")]
    [InlineData("Describe Topic t", "NoMatch", "Allow Create Topic t User:alice")]
    [InlineData("Describe Topic t", "NoMatch", "Allow AlterConfigs Topic t User:alice")]
    [InlineData("Describe Topic t", "Allow", "Allow Read Topic t User:alice", "Allow Describe Topic t User:alice")]
    [InlineData("DescribeConfigs Topic t", "ImpliedAllow", "Allow AlterConfigs Topic t User:alice")]
    [InlineData("DescribeConfigs Topic t", "NoMatch", "Allow Alter Topic t User:alice")]
    [InlineData("Describe Topic t", "ImpliedAllow", "Deny Read Topic t User:alice", "Allow Write Topic t User:alice")]
    [InlineData("Read Topic t", "NoMatch", "Deny Write Topic t User:alice")]
    [InlineData("Read Topic t", "Allow", "Allow Read Topic t User:alice 10.0.0.1")]
    [InlineData("Read Topic t", "NoMatch", "Allow Read Topic t User:alice 10.0.0.2")]
    [InlineData("Read Topic t", "Allow", "Allow Read Topic t User:alice", "Deny Read Topic t User:alice 10.0.0.2")]
    [InlineData("Alter Cluster kafka-cluster", "Allow", "Allow Alter Cluster kafka-cluster User:alice")]
    public void It_decides_by_rule(string question, string rule, params string[] acls)
    {
        var parts = question.Split(' ');
        var decision = AclDecision.Make(Acls.Each(acls.Where(acl => acl.Length > 0)), "User:alice", parts[0], parts[1], parts[2], "10.0.0.1");
        Assert.Equal((rule, rule is "Allow" or "ImpliedAllow"), (decision.Rule, decision.Allowed));
    }

    [Fact]
    public void Without_an_address_only_grants_for_all_count_and_every_denial()
    {
        Assert.Equal("NoMatch", Without("Allow Read Topic t User:alice 10.0.0.1"));
        Assert.Equal("Allow", Without("Allow Read Topic t User:alice"));
        Assert.Equal("Deny", Without("Allow Read Topic t User:alice", "Deny Read Topic t User:alice 10.0.0.1"));

        static string Without(params string[] acls) => AclDecision.Make(Acls.Each(acls), "User:alice", "Read", "Topic", "t", null).Rule;
    }

    [Fact]
    public void The_deciding_ACL_stands_first_and_the_verdict_says_how_to_change_it()
    {
        var verdict = Judge(Plain, "Allow Describe Topic t User:alice", "Allow Read Topic t... User:alice", "Deny All Topic * User:* 10.0.0.1", "Allow Write Topic t User:bob");
        Assert.Equal((false, "Deny", "Deny All on Topic '*' to User:* from 10.0.0.1", 2), (verdict.Allowed, verdict.Rule, verdict.Acl, verdict.Matches.Count));
        Assert.Equal("Revoke-LlmKafkaAcl -Principal 'User:*' -ResourceType Topic -ResourceName '*' -PatternType Literal -Operation All -Permission Deny -HostName '10.0.0.1'", verdict.Remedy);
        Assert.Contains("wins over every grant", verdict.Message, StringComparison.Ordinal);

        var missing = Judge(Plain);
        Assert.Equal((false, "NoAcls", null, "Grant-LlmKafkaAcl -Principal 'User:alice' -ResourceType Topic -ResourceName 't' -PatternType Literal -Operation Read"),
            (missing.Allowed, missing.Rule, missing.Acl, missing.Remedy));
    }

    [Fact]
    public void Super_users_and_the_default_are_the_brokers_to_tell()
    {
        var super = Judge(new AuthorizerSettings(["User:admin", "User:alice"], false), "Deny All Topic t User:alice");
        Assert.Equal((true, "SuperUser", null), (super.Allowed, super.Rule, super.Remedy));
        Assert.True(Judge(new AuthorizerSettings([], true)).Allowed);
        Assert.False(Judge(new AuthorizerSettings([], true), "Allow Read Topic t User:bob").Allowed);

        var unknown = Judge(new AuthorizerSettings(null, null));
        Assert.False(unknown.Allowed);
        Assert.Contains("allow.everyone.if.no.acl.found", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("super.users", unknown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("super.users", Judge(new AuthorizerSettings(null, null), "Allow Read Topic t User:alice").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grant_for_other_addresses_is_mentioned() =>
        Assert.Contains("10.0.0.7", Judge(Plain, "Allow Read Topic t User:alice 10.0.0.7").Message, StringComparison.Ordinal);

    private static KafkaAclVerdict Judge(AuthorizerSettings settings, params string[] acls) => AclExplainer.Judge(
        new AclQuestion { Principal = "User:alice", Operation = "Read", ResourceType = "Topic", ResourceName = "t" }, Acls.Each(acls), settings);
}
