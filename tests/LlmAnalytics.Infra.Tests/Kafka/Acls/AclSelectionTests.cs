using CsCheck;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Acls;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Tests.Kafka.Acls;

public sealed class AclSelectionTests
{
    private static readonly List<KafkaAcl> Some = Acls.Each(
        "Allow Write Topic llm-events User:alice",
        "Allow Describe Topic llm-... User:Alice 10.0.0.1",
        "Deny All Topic * User:*",
        "Allow Read Group llm-* User:bob",
        "Allow Alter Cluster kafka-cluster User:bob");

    public static TheoryData<AclFilter, int[]> Filters => new()
    {
        { new AclFilter(), [0, 1, 2, 3, 4] },
        { new AclFilter { Principals = ["User:alice"] }, [0] },
        { new AclFilter { Principals = ["user:alic?"] }, [0, 1] },
        { new AclFilter { Principals = ["User:*"] }, [0, 1, 2, 3, 4] },
        { new AclFilter { Principals = ["User:`*"] }, [2] },
        { new AclFilter { Principals = ["User:[*]"] }, [2] },
        { new AclFilter { Principals = ["User:alice", "User:bob"] }, [0, 3, 4] },
        { new AclFilter { ResourceTypes = ["topic"], Permissions = ["allow"] }, [0, 1] },
        { new AclFilter { ResourceNames = ["llm-`*"] }, [3] },
        { new AclFilter { ResourceNames = ["llm-*"] }, [0, 1, 3] },
        { new AclFilter { PatternTypes = ["Prefixed"] }, [1] },
        { new AclFilter { Operations = ["All", "Read"] }, [2, 3] },
        { new AclFilter { HostNames = ["10.*"] }, [1] },
        { new AclFilter { HostNames = ["`*"] }, [0, 2, 3, 4] },
        { new AclFilter { Effective = true, ResourceTypes = ["Topic"], ResourceNames = ["llm-events"] }, [0, 1, 2] },
        { new AclFilter { Effective = true, ResourceTypes = ["Topic"], ResourceNames = ["llm-x"], Principals = ["User:Alice"] }, [1, 2] },
        { new AclFilter { Effective = true, ResourceNames = ["llm-events"], Operations = ["Describe"] }, [0, 1, 2] },
        { new AclFilter { Effective = true, ResourceNames = ["llm-events"], Operations = ["Read"] }, [2] },
        { new AclFilter { Effective = true, ResourceNames = ["llm-x"], HostNames = ["10.0.0.2"] }, [2] },
        { new AclFilter { Effective = true, ResourceNames = ["kafka-cluster"], ResourceTypes = ["Cluster"] }, [4] },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_filter_matches(AclFilter filter, int[] expected)
    {
        var selection = new AclSelection(filter);
        Assert.Equal(expected, Enumerable.Range(0, Some.Count).Where(i => selection.Matches(Some[i])));
        Assert.All(expected, i => Assert.True(BrokerFinds(selection.ToRequest(), Some[i]), $"The broker leaves '{Some[i]}' out."));
    }

    [Fact]
    public void The_broker_is_never_asked_for_less_than_what_matches()
    {
        string[] values = ["User:alice", "User:*", "llm-events", "llm-*", "*", "llm-", "10.0.0.1"];
        var words = Gen.Int[0, values.Length - 1].Select(i => values[i]);
        Gen.Select(words.List[0, 2], words.List[0, 2], words.List[0, 2], Gen.Bool, Gen.Int[0, Some.Count - 1]).Sample((principals, hosts, names, effective, i) =>
        {
            var filter = new AclFilter { Principals = principals, HostNames = hosts, ResourceNames = effective ? [.. names.Where(name => !name.Contains('*', StringComparison.Ordinal))] : names, Effective = effective };
            var selection = new AclSelection(filter);
            return !selection.Matches(Some[i]) || BrokerFinds(selection.ToRequest(), Some[i]);
        });
    }

    [Fact]
    public void What_the_broker_can_look_for_it_is_asked_for()
    {
        var request = new AclSelection(new AclFilter { Principals = ["User:alice"], ResourceTypes = ["topic"], ResourceNames = ["a"], Operations = ["Read"], HostNames = ["1.1.1.1"], Permissions = ["Deny"], PatternTypes = ["Literal"] }).ToRequest();
        Assert.Equal(("User:alice", AclResourceType.Topic, "a", AclOperation.Read), (request.PrincipalFilter, request.ResourceTypeFilter, request.ResourceNameFilter, request.Operation));
        Assert.Equal(("1.1.1.1", AclPermissionType.Deny, AclPatternType.Literal), (request.HostFilter, request.PermissionType, request.PatternTypeFilter));
    }

    [Fact]
    public void Words_and_names_that_cannot_be_are_refused()
    {
        Assert.Equal(ErrorIds.AclInvalid, Refused(new AclFilter { Operations = ["Reed"] }));
        Assert.Equal(ErrorIds.AclInvalid, Refused(new AclFilter { ResourceTypes = ["Any"] }));
        Assert.Equal(ErrorIds.AclInvalid, Refused(new AclFilter { Effective = true, ResourceNames = ["llm-*"] }));

        static string Refused(AclFilter filter) => Assert.Throws<ProblemException>(() => new AclSelection(filter)).Problem.ErrorId;
    }

    /// <summary>What a broker does with a filter, by Kafka's AccessControlEntryFilter and ResourcePatternFilter.</summary>
    private static bool BrokerFinds(DescribeAclsRequest request, KafkaAcl acl) =>
        (request.ResourceTypeFilter == AclResourceType.Any || request.ResourceTypeFilter.ToString() == acl.ResourceType)
        && (request.PrincipalFilter is null || request.PrincipalFilter == acl.Principal)
        && (request.HostFilter is null || request.HostFilter == acl.HostName)
        && (request.Operation == AclOperation.Any || request.Operation.ToString() == acl.Operation)
        && (request.PermissionType == AclPermissionType.Any || request.PermissionType.ToString() == acl.Permission)
        && (request.PatternTypeFilter is AclPatternType.Any or AclPatternType.Match || request.PatternTypeFilter.ToString() == acl.PatternType)
        && (request.ResourceNameFilter is null || request.ResourceNameFilter == acl.ResourceName
            || (request.PatternTypeFilter == AclPatternType.Match && AclMatching.AppliesToName(acl, request.ResourceNameFilter)));
}
