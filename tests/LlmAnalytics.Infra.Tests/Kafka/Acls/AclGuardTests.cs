using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Catalog;
using LlmAnalytics.Infra.Kafka.Acls;

namespace LlmAnalytics.Infra.Tests.Kafka.Acls;

public sealed class AclGuardTests
{
    [Theory]
    [InlineData("Allow Read Topic llm-* User:a", "-ResourceName 'llm-' -PatternType Prefixed")]
    [InlineData("Allow Read Topic llm-*... User:a", "-ResourceName 'llm-' -PatternType Prefixed")]
    [InlineData("Allow Read Topic *... User:a", "-ResourceName '*' -PatternType Literal")]
    [InlineData("Allow Read Topic *-events User:a", "beginnings of names only")]
    [InlineData("Deny Read Group app-* User:a", "-ResourceType Group -ResourceName 'app-' -PatternType Prefixed")]
    [InlineData("Allow Write TransactionalId tx-* User:a", "-ResourceName 'tx-'")]
    [InlineData("Allow Read Topic llm-? User:a", "characters")]
    [InlineData("Allow Read Topic . User:a", "no topic can be called '.'")]
    [InlineData("Allow Read Cluster kafka-cluster User:a", "a Cluster has no operation Read")]
    [InlineData("Allow Write Group g User:a", "a Group has no operation Write")]
    [InlineData("Allow Read TransactionalId t User:a", "has no operation Read. It has Describe, Write, TwoPhaseCommit and All")]
    [InlineData("Allow ClusterAction Topic t User:a", "has no operation ClusterAction")]
    [InlineData("Allow Write DelegationToken t User:a", "has no operation Write")]
    [InlineData("Allow Describe User User:b User:a", "has no operation Describe")]
    [InlineData("Allow Alter Cluster my-cluster User:a", "-ResourceName 'kafka-cluster'")]
    [InlineData("Allow Alter Cluster * User:a", "-ResourceName 'kafka-cluster'")]
    [InlineData("Allow CreateTokens User bob User:a", "-ResourceName 'User:bob'")]
    [InlineData("Allow Read Topic t User:a host.example.org", "no IP address")]
    [InlineData("Allow Read Topic t User:a 10.0.0.0/8", "no networks")]
    [InlineData("Allow Read Topic t User:a 10.0.0.*", "no wildcard in an address")]
    [InlineData("Allow Read Topic t User:a ::1", "-HostName '0:0:0:0:0:0:0:1'")]
    [InlineData("Allow Read Topic t User:a 2001:DB8::7", "-HostName '2001:db8:0:0:0:0:0:7'")]
    [InlineData("Allow Read Topic t User:a ::ffff:10.0.0.1", "-HostName '10.0.0.1'")]
    [InlineData("Allow Read Topic t User:a 127.1", "-HostName '127.0.0.1'")]
    public void What_means_nothing_is_refused_with_the_right_form(string acl, string form)
    {
        var problem = AclGuard.Check(Acls.Of(acl), force: false);
        Assert.Equal((ErrorIds.AclMeaningless, ProblemCategory.InvalidArgument), (problem?.ErrorId, problem?.Category));
        Assert.Contains(form, problem!.Message, StringComparison.Ordinal);
        Assert.Null(AclGuard.Check(Acls.Of(acl), force: true));
    }

    [Theory]
    [InlineData("llm *")]
    [InlineData("llm-events ")]
    [InlineData("llm events")]
    public void A_topic_has_no_space_in_its_name(string name) =>
        Assert.Equal(ErrorIds.AclMeaningless, AclGuard.Check(Acls.Of("Allow Read Topic t User:a") with { ResourceName = name }, force: false)?.ErrorId);

    [Fact]
    public void A_topics_name_has_an_end() =>
        Assert.Equal(ErrorIds.AclMeaningless, AclGuard.Check(Acls.Of("Allow Read Topic t User:a") with { ResourceName = new string('a', 250) }, force: false)?.ErrorId);

    [Theory]
    [InlineData("Allow Read Topic * User:a")]
    [InlineData("Allow All Topic llm-... User:*")]
    [InlineData("Deny All Group * User:CN=client,OU=x 10.0.0.1")]
    [InlineData("Allow Read Group my:group? User:a 0:0:0:0:0:0:0:1")]
    [InlineData("Allow All Cluster kafka-cluster User:a")]
    [InlineData("Allow IdempotentWrite Cluster kafka-cluster User:a")]
    [InlineData("Allow TwoPhaseCommit TransactionalId * User:a")]
    [InlineData("Allow DescribeTokens User User:... User:a fe80:0:0:0:0:0:0:1%eth0")]
    [InlineData("Allow Describe DelegationToken * User:a")]
    [InlineData("allow alterconfigs GROUP g User:a")]
    public void What_means_something_is_let_through(string acl) => Assert.Null(AclGuard.Check(Acls.Of(acl), force: false));

    [Theory]
    [InlineData("alice", "'User:alice'", false)]
    [InlineData(":alice", "'User:alice'", false)]
    [InlineData("", "'User:'", false)]
    [InlineData("User:", "its name is missing", false)]
    [InlineData("user:alice", "'User:alice'", true)]
    [InlineData("Group:admins", "'User:admins'", true)]
    [InlineData("User:app-*", "no wildcard in a principal", true)]
    [InlineData("User: alice", "'User:alice'", true)]
    public void A_principal_has_its_form(string principal, string expected, bool canBeForced)
    {
        var acl = Acls.Of("Allow Read Topic t User:a") with { Principal = principal };
        var problem = AclGuard.Check(acl, force: false);
        Assert.Equal(ErrorIds.AclPrincipalInvalid, problem?.ErrorId);
        Assert.Contains(expected, $"{problem!.Message} {problem.RecommendedAction}", StringComparison.Ordinal);
        Assert.Equal(canBeForced, AclGuard.Check(acl, force: true) is null);
    }

    [Theory]
    [InlineData("Allow Reed Topic t User:a", "'Reed' is no operation")]
    [InlineData("Allow Any Topic t User:a", "'Any' is no operation")]
    [InlineData("Allow Read,Write Topic t User:a", "no operation")]
    [InlineData("Allow Read Broker t User:a", "'Broker' is no kind of resource")]
    [InlineData("Grant Read Topic t User:a", "'Grant' is no permission")]
    public void A_word_that_Kafka_does_not_have_is_refused_by_force_too(string acl, string expected)
    {
        foreach (var force in new[] { false, true })
        {
            var problem = AclGuard.Check(Acls.Of(acl), force);
            Assert.Equal(ErrorIds.AclInvalid, problem?.ErrorId);
            Assert.Contains(expected, problem!.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "*")]
    [InlineData("t", "")]
    public void Empty_parts_are_refused(string name, string host) =>
        Assert.Equal(ErrorIds.AclInvalid, AclGuard.Check(Acls.Of("Allow Read Topic t User:a") with { ResourceName = name, HostName = host }, force: true)?.ErrorId);

    [Fact]
    public void The_catalog_makes_sense() =>
        Assert.DoesNotContain(AclCatalog.Default.Roles.SelectMany(role => role.Acls), acl => AclGuard.Check(acl, force: false) is not null);
}
