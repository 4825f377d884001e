using LlmAnalytics.Infra.Catalog;

namespace LlmAnalytics.Infra.Tests.Catalog;

public sealed class AclCatalogTests
{
    private const string Minimal = """
        roles:
          - name: Reader
            description: reads
            principal: reader
            grants:
              - { resource: Topic, names: [a], operations: [Read, Describe] }
        """;

    private static readonly string[] Written =
        ["llm-events", "llm-metrics", "llm-analytics", "llm-traces", "llm-errors", "llm-audit", "llm-alerts", "llm-session-events", "llm-user-feedback", "llm-cost-tracking"];

    private static readonly string[] Aggregated = ["llm-aggregated-metrics", "llm-model-performance", "llm-usage-stats"];

    public static TheoryData<string, string, bool, string[]> Table => new()
    {
        {
            "Producer", "User:llm-analytics-producer", true,
            [.. Written.Select(topic => $"Write Topic {topic}"), "Describe Topic llm-...", "Create Cluster kafka-cluster"]
        },
        {
            "Consumer", "User:llm-analytics-consumer", true,
            [
                .. Written.Concat(Aggregated).Select(topic => $"Read Topic {topic}"), "Describe Topic llm-...",
                "Read Group llm-analytics-group", "Describe Group llm-analytics-group", "Read Group llm-stream-processor", "Describe Group llm-stream-processor",
            ]
        },
        {
            "StreamProcessor", "User:llm-stream-processor", false,
            [
                "Read Topic llm-events", "Read Topic llm-metrics",
                .. Aggregated.Select(topic => $"Write Topic {topic}"), "Write Topic llm-alerts", "Write Topic llm-deadletter",
                "Describe Topic llm-...", "Create Topic llm-...", "Read Group llm-stream-processor", "Describe Group llm-stream-processor", "All Topic _llm-...",
            ]
        },
        { "Monitoring", "User:kafka-lag-exporter", false, ["Describe Topic llm-...", "Describe Group *", "Describe Cluster kafka-cluster"] },
        {
            "MirrorMaker", "User:mirror-maker", false,
            [
                "Read Topic llm-...", "Describe Topic llm-...", "Write Topic backup.llm-...", "Create Topic backup.llm-...",
                "Read Group mirror-maker-...", "Describe Group mirror-maker-...", "Describe Cluster kafka-cluster", "Alter Cluster kafka-cluster",
            ]
        },
        { "Admin", "User:admin", false, ["All Cluster kafka-cluster", "All Topic *", "All Group *"] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_role_is_as_it_was_decided(string name, string principal, bool standard, string[] acls)
    {
        var role = Assert.Single(AclCatalog.Default.Roles, role => role.Role == name);
        Assert.Equal((principal, standard), (role.Principal, role.Standard));
        Assert.NotEmpty(role.Description!);
        Assert.Equal(
            acls,
            role.Acls.Select(acl => $"{acl.Operation} {acl.ResourceType} {acl.ResourceName}{(acl.PatternType == "Prefixed" ? "..." : "")}"));
        Assert.All(role.Acls, acl => Assert.Equal((principal, "*", "Allow"), (acl.Principal, acl.HostName, acl.Permission)));
    }

    [Fact]
    public void The_counts_are_those_of_the_table()
    {
        var roles = AclCatalog.Default.Roles;
        Assert.Equal(Table.Select(row => (string)row[0]), roles.Select(role => role.Role));
        Assert.Equal([12, 18, 12, 3, 8, 3], roles.Select(role => role.AclCount));
        Assert.Equal(30, roles.Where(role => role.Standard).Sum(role => role.AclCount));
    }

    [Fact]
    public void Topics_that_are_granted_by_name_are_in_the_catalog_of_topics() => Assert.DoesNotContain(
        AclCatalog.Default.Roles.SelectMany(role => role.Acls),
        acl => acl is { ResourceType: "Topic", PatternType: "Literal", ResourceName: not "*" } && !TopicCatalog.Default.Contains(acl.ResourceName));

    [Fact]
    public void Another_principal_takes_every_ACL_along()
    {
        var role = AclCatalog.Default.Roles[0].WithPrincipal("User:alice");
        Assert.Equal(("User:alice", 12), (role.Principal, role.Acls.Count(acl => acl.Principal == "User:alice")));
        Assert.DoesNotContain(AclCatalog.Default.Roles[0].Acls, acl => acl.Principal == "User:alice");
    }

    [Theory]
    [InlineData("name: Reader", "nam: Reader", "roles[0].name")]
    [InlineData("description: reads\n", "\n", "roles[0].description")]
    [InlineData("principal: reader", "principal: [reader]", "roles[0].principal")]
    [InlineData("principal: reader\n", "principal: reader\n    standart: true\n", "standart is unknown")]
    [InlineData("resource: Topic", "resource: Tpic", "'Tpic'")]
    [InlineData("resource: Topic", "resource: Topic, prefix: yes", "prefix")]
    [InlineData("resource: Topic", "resource: Topic, host: x", "host is unknown")]
    [InlineData("[Read, Describe]", "[Read, Read]", "twice")]
    [InlineData("[Read, Describe]", "[read]", "'read'")]
    [InlineData("[Read, Describe]", "Read", "operations is missing or not a list")]
    [InlineData("[Read, Describe]", "[]", "grants nothing")]
    [InlineData("names: [a]", "names: [{ a: b }]", "not a list of plain values")]
    [InlineData("names: [a]", "names: [\"llm-*\"]", "grant nothing")]
    [InlineData("names: [a]", "names: [\"*\"], prefix: true", "grant nothing")]
    [InlineData("grants:\n", "grants:\n      - a\n", "not a list of mappings")]
    [InlineData("roles:\n", "roles:\n  - { name: reader, description: d, principal: p, grants: [{ resource: Topic, names: [a], operations: [Read] }] }\n", "twice")]
    public void A_bad_catalog_says_where(string good, string bad, string expected)
    {
        var text = Minimal.ReplaceLineEndings("\n");
        Assert.Contains(good, text, StringComparison.Ordinal);
        Assert.Single(Parse(text).Roles);
        var message = Assert.Throws<InvalidDataException>(() => Parse(text.Replace(good, bad, StringComparison.Ordinal))).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static AclCatalog Parse(string text)
    {
        using var reader = new StringReader(text);
        return AclCatalog.Parse(reader);
    }
}
