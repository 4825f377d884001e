using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Catalog;
using LlmAnalytics.Infra.Kafka.Acls;

namespace LlmAnalytics.Infra.Tests.Kafka.Acls;

public sealed class AclLintTests
{
    private static IEnumerable<KafkaAcl> Roles(params string[] names) => AclCatalog.Default.Roles.Where(role => names.Length == 0 || names.Contains(role.Role)).SelectMany(role => role.Acls);

    [Fact]
    public void All_roles_as_the_catalog_has_them_are_healthy()
    {
        var health = Judge([.. Roles()]);
        Assert.Equal(("Healthy", 56, 6, 0, 0, 0, 0), (health.Status, health.AclCount, health.PrincipalCount, health.DeadAcls, health.BroadAcls, health.ShadowedAcls, health.DuplicateAcls));
        Assert.Equal(AclChecks.All, health.Checks.Select(check => check.Name));
        Assert.All(health.Checks, check => Assert.Equal("Passed", check.Status));
    }

    [Fact]
    public void No_ACL_is_no_fault() => Assert.Equal("Healthy", Judge([]).Status);

    [Theory]
    [InlineData(AclChecks.DeadAcls, "Allow Read Topic llm-* User:alice")]
    [InlineData(AclChecks.DeadAcls, "Allow Read Cluster kafka-cluster User:alice")]
    [InlineData(AclChecks.DeadAcls, "Allow Read Topic t Group:alice")]
    [InlineData(AclChecks.DeadAcls, "Deny Read Topic t User:alice db.example.org")]
    [InlineData(AclChecks.BroadAcls, "Allow Write Topic * User:alice")]
    [InlineData(AclChecks.BroadAcls, "Allow All Group * User:alice")]
    [InlineData(AclChecks.BroadAcls, "Allow Read Topic _... User:alice")]
    [InlineData(AclChecks.BroadAcls, "Allow Write Topic __consumer_offsets User:alice")]
    [InlineData(AclChecks.BroadAcls, "Allow Read Topic llm-events User:*")]
    [InlineData(AclChecks.BroadAcls, "Allow Alter Cluster kafka-cluster User:alice")]
    [InlineData(AclChecks.BroadAcls, "Allow All Topic * User:eve")]
    [InlineData(AclChecks.ShadowedAcls, "Allow Read Topic x User:alice", "Deny All Topic * User:*")]
    [InlineData(AclChecks.ShadowedAcls, "Allow Read Topic xy User:alice 10.0.0.1", "Deny Read Topic x... User:alice")]
    [InlineData(AclChecks.DuplicateAcls, "Allow Read Topic xy User:alice", "Allow Read Topic x... User:alice")]
    [InlineData(AclChecks.DuplicateAcls, "Allow Read Topic x... User:alice 10.0.0.1", "Allow Read Topic x... User:alice")]
    [InlineData(AclChecks.DuplicateAcls, "Deny Read Topic x User:alice", "Deny All Topic x User:alice")]
    [InlineData(AclChecks.UnknownPrincipals, "Allow Read Topic x User:alice")]
    public void What_is_wrong_is_found_with_its_remedy(string check, params string[] acls)
    {
        var health = Judge(Acls.Each(acls));
        var found = Assert.Single(health.Checks, item => item.Name == check && item.Status != "Passed");
        Assert.Equal(("Degraded", "Warning"), (health.Status, found.Status));
        Assert.NotNull(found.Remedy);
        var target = check == AclChecks.UnknownPrincipals ? "User:alice" : Acls.Of(acls[0]).ToString();
        Assert.Equal(target, found.Target);
    }

    [Theory]
    [InlineData(AclChecks.BroadAcls, "Allow Describe Topic * User:alice")]
    [InlineData(AclChecks.BroadAcls, "Allow All Topic _llm-... User:alice")]
    [InlineData(AclChecks.BroadAcls, "Deny All Topic * User:*")]
    [InlineData(AclChecks.BroadAcls, "Allow Read Group * User:alice")]
    [InlineData(AclChecks.ShadowedAcls, "Allow All Topic x User:alice", "Deny Read Topic x User:alice")]
    [InlineData(AclChecks.ShadowedAcls, "Allow Read Topic x... User:alice", "Deny Read Topic x User:alice")]
    [InlineData(AclChecks.ShadowedAcls, "Allow Read Topic x User:alice", "Deny Read Topic x User:alice 10.0.0.1")]
    [InlineData(AclChecks.ShadowedAcls, "Allow Read Topic x User:*", "Deny Read Topic x User:alice")]
    [InlineData(AclChecks.DuplicateAcls, "Allow Read Topic x User:alice", "Allow Describe Topic x User:alice")]
    [InlineData(AclChecks.DuplicateAcls, "Allow Read Topic x... User:alice", "Allow Read Topic x User:bob")]
    [InlineData(AclChecks.DuplicateAcls, "Allow Read Topic x User:alice", "Deny Read Topic x... User:alice")]
    [InlineData(AclChecks.UnknownPrincipals, "Deny Read Topic x User:alice")]
    public void What_is_right_is_left(string check, params string[] acls) =>
        Assert.Equal("Passed", Assert.Single(Judge(Acls.Each(acls)).Checks, item => item.Name == check).Status);

    [Fact]
    public void A_role_in_part_is_told_with_what_it_lacks()
    {
        var health = Judge([.. Roles("Producer").Skip(2)]);
        var found = Assert.Single(health.Checks, check => check.Name == AclChecks.IncompleteRoles);
        Assert.Equal(("Warning", "User:llm-analytics-producer", "Grant-LlmKafkaAcl -Role Producer -Principal 'User:llm-analytics-producer'"), (found.Status, found.Target, found.Remedy));
        Assert.Contains("10 of the 12", found.Message, StringComparison.Ordinal);
        Assert.Contains("llm-events", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_counts_for_another_principal_too_and_where_wider_grants_cover_it()
    {
        var producer = AclCatalog.Default.Roles[0];
        Assert.Equal("Healthy", Judge(producer.WithPrincipal("User:alice").Acls).Status);

        var part = Judge([.. producer.WithPrincipal("User:alice").Acls.Take(8)]);
        Assert.Equal("User:alice", Assert.Single(part.Checks, check => check.Name == AclChecks.IncompleteRoles).Target);
        Assert.Equal("Passed", Assert.Single(part.Checks, check => check.Name == AclChecks.UnknownPrincipals).Status);

        var wide = Judge(Acls.Each("Allow All Topic llm-... User:alice", "Allow Create Cluster kafka-cluster User:alice"));
        Assert.Equal("Healthy", wide.Status);
    }

    [Fact]
    public void Checks_are_chosen()
    {
        var acls = Acls.Each("Allow Read Topic llm-* User:alice");
        var chosen = AclHealthTest.Judge(acls, new AclHealthQuery { Include = [AclChecks.Authorizer, AclChecks.BroadAcls] });
        Assert.Equal(("Healthy", 2), (chosen.Status, chosen.Checks.Count));
        var skipped = AclHealthTest.Judge(acls, new AclHealthQuery { Skip = [AclChecks.DeadAcls, AclChecks.UnknownPrincipals] });
        Assert.Equal(("Healthy", 7, 2), (skipped.Status, skipped.Checks.Count, skipped.Checks.Count(check => check.Status == "Skipped")));
    }

    [Fact]
    public void Many_ACLs_are_looked_at_in_time_and_summed_up()
    {
        List<KafkaAcl> acls = [.. Enumerable.Range(0, 20_000).Select(i => Acls.Of($"Allow Read Topic some-application-{i % 100}-* User:user-{i}"))];
        var startedAt = Stopwatch.GetTimestamp();
        var health = Judge(acls);
        Assert.True(Stopwatch.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(20), $"{Stopwatch.GetElapsedTime(startedAt)}");
        Assert.Equal(20_000, health.DeadAcls);
        var dead = health.Checks.Where(check => check.Name == AclChecks.DeadAcls).ToList();
        Assert.Equal((21, "And 19980 more like these."), (dead.Count, dead[^1].Message));
    }

    private static KafkaAclHealth Judge(IReadOnlyList<KafkaAcl> acls) => AclHealthTest.Judge(acls, new AclHealthQuery());
}
