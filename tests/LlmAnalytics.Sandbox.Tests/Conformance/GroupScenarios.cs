using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Sandbox.Tests.Conformance;

/// <summary>Groups and their offsets.</summary>
internal static class GroupScenarios
{
    public static IEnumerable<KeyValuePair<string, Func<Transcript, Task>>> All =>
    [
        new("groups: offsets without members", OffsetsAsync),
        new("groups: a member", MemberAsync),
        new("groups: wrong requests", WrongAsync),
        new("groups: oldest versions", OldestAsync),
    ];

    private static async Task OffsetsAsync(Transcript t)
    {
        await t.CreateAsync("g1", 2);
        var broker = await CoordinatorAsync(t, "go");
        foreach (var version in (short[])[0, 1, 2, 3, 4, 6])
        {
            var found = version < 4 ? new FindCoordinatorRequest { Key = "go" } : new FindCoordinatorRequest { CoordinatorKeys = ["go", "other"] };
            var response = await t.QuietlyAsync(found, version: version);
            t.Note($"found v{version}", version < 4 ? response.ErrorMessage : response.Coordinators[0].ErrorMessage);
            Assert.Equal(ErrorCode.None, version < 4 ? response.ErrorCode : response.Coordinators[0].ErrorCode);
        }

        await t.AskAsync("commit", Commit("go", "g1", 0, 5, "note"), broker);
        await t.AskAsync("commit v2", Commit("go", "g1", 1, 7, ""), broker, version: 2);
        await t.AskAsync("commit to unknown", Commit("go", "g.no", 0, 5, ""), broker);
        await t.AskAsync("commit to unknown partition", Commit("go", "g1", 9, 5, ""), broker);
        await t.AskAsync("too long a note", Commit("go", "g1", 0, 6, new string('x', 5000)), broker);
        await t.AskAsync("fetch all", new OffsetFetchRequest { Groups = [new() { GroupId = "go", Topics = null }] }, broker);
        await t.AskAsync("fetch some", new OffsetFetchRequest { Groups = [new() { GroupId = "go", Topics = [new() { Name = "g1", PartitionIndexes = [0, 9] }, new() { Name = "g.no", PartitionIndexes = [0] }] }] }, broker);
        await t.AskAsync("fetch of nobody", new OffsetFetchRequest { Groups = [new() { GroupId = "g-nobody", Topics = null }] }, await CoordinatorAsync(t, "g-nobody"));
        foreach (var version in (short[])[1, 2, 3, 5, 7])
        {
            await t.AskAsync($"fetch v{version}", new OffsetFetchRequest { GroupId = "go", Topics = [new() { Name = "g1", PartitionIndexes = [0] }] }, broker, version: version);
        }

        await t.AskAsync("list", new ListGroupsRequest { StatesFilter = ["Empty"], TypesFilter = ["classic"] }, broker);
        await t.AskAsync("describe", new DescribeGroupsRequest { Groups = ["go"], IncludeAuthorizedOperations = true }, broker);
        await t.AskAsync("join by nobody's id", new HeartbeatRequest { GroupId = "go", MemberId = "m", GenerationId = 1 }, broker);
    }

    private static async Task MemberAsync(Transcript t)
    {
        await t.CreateAsync("g2");
        var broker = await CoordinatorAsync(t, "gm");
        var first = await t.QuietlyAsync(Join("gm", ""), broker);
        Assert.Equal(ErrorCode.MemberIdRequired, first.ErrorCode);
        var id = first.MemberId;
        Assert.StartsWith("raw-", id, StringComparison.Ordinal);
        var joined = await t.QuietlyAsync(Join("gm", id), broker);
        Assert.Equal((ErrorCode.None, 1, id, "range"), (joined.ErrorCode, joined.GenerationId, joined.Leader, joined.ProtocolName));
        Assert.Equal([9, 9], Assert.Single(joined.Members).Metadata);
        await t.AskAsync("heartbeat before the assignment", new HeartbeatRequest { GroupId = "gm", MemberId = id, GenerationId = 1 }, broker);
        await t.AskAsync("commit before the assignment", Commit("gm", "g2", 0, 1, "", 1, id), broker);
        await t.AskAsync("sync of another generation", new SyncGroupRequest { GroupId = "gm", MemberId = id, GenerationId = 9, ProtocolType = "consumer", ProtocolName = "range" }, broker);
        await t.AskAsync("sync of another protocol", new SyncGroupRequest { GroupId = "gm", MemberId = id, GenerationId = 1, ProtocolType = "consumer", ProtocolName = "other" }, broker);
        await t.AskAsync("sync", new SyncGroupRequest { GroupId = "gm", MemberId = id, GenerationId = 1, ProtocolType = "consumer", ProtocolName = "range", Assignments = [new() { MemberId = id, Assignment = [1, 2, 3] }] }, broker);
        await t.AskAsync("sync once more", new SyncGroupRequest { GroupId = "gm", MemberId = id, GenerationId = 1 }, broker, version: 3);
        await t.AskAsync("heartbeat", new HeartbeatRequest { GroupId = "gm", MemberId = id, GenerationId = 1 }, broker);
        await t.AskAsync("heartbeat of another generation", new HeartbeatRequest { GroupId = "gm", MemberId = id, GenerationId = 2 }, broker);
        await t.AskAsync("heartbeat of another member", new HeartbeatRequest { GroupId = "gm", MemberId = "other", GenerationId = 1 }, broker);
        await t.AskAsync("commit", Commit("gm", "g2", 0, 1, "", 1, id), broker);
        await t.AskAsync("commit of another generation", Commit("gm", "g2", 0, 1, "", 5, id), broker);
        await t.AskAsync("commit of a stranger", Commit("gm", "g2", 0, 1, ""), broker);
        await t.AskAsync("list", new ListGroupsRequest { StatesFilter = ["Stable"] }, broker);
        var described = await t.QuietlyAsync(new DescribeGroupsRequest { Groups = ["gm"] }, broker);
        var member = Assert.Single(described.Groups[0].Members);
        Assert.Equal(("Stable", "consumer", "range", id, "raw", "/127.0.0.1"), (described.Groups[0].GroupState, described.Groups[0].ProtocolType, described.Groups[0].ProtocolData, member.MemberId, member.ClientId, member.ClientHost));
        Assert.Equal([1, 2, 3], member.MemberAssignment);
        Assert.Equal(ErrorCode.InconsistentGroupProtocol, (await t.QuietlyAsync(Join("gm", id, type: "connect"), broker)).ErrorCode);
        var left = await t.QuietlyAsync(new LeaveGroupRequest { GroupId = "gm", Members = [new() { MemberId = id }, new() { MemberId = "other" }] }, broker);
        Assert.Equal([ErrorCode.None, ErrorCode.UnknownMemberId], left.Members.Select(m => m.ErrorCode));
        await t.AskAsync("describe", new DescribeGroupsRequest { Groups = ["gm"], IncludeAuthorizedOperations = true }, broker);
        await t.AskAsync("heartbeat after", new HeartbeatRequest { GroupId = "gm", MemberId = id, GenerationId = 1 }, broker);
    }

    private static async Task WrongAsync(Transcript t)
    {
        var broker = await CoordinatorAsync(t, "gw");
        var other = broker % 3 + 1;
        await t.AskAsync("unknown group", new DescribeGroupsRequest { Groups = ["gw"] }, broker);
        await t.AskAsync("unknown group v5", new DescribeGroupsRequest { Groups = ["gw"] }, broker, version: 5);
        await t.AskAsync("not the coordinator", new DescribeGroupsRequest { Groups = ["gw"] }, other);
        await t.AskAsync("fetch from another", new OffsetFetchRequest { Groups = [new() { GroupId = "gw", Topics = null }] }, other);
        await t.AskAsync("commit to another", Commit("gw", "g1", 0, 5, ""), other);
        await t.AskAsync("join at another", Join("gw", ""), other);
        await t.AskAsync("heartbeat", new HeartbeatRequest { GroupId = "gw", MemberId = "m", GenerationId = 1 }, broker);
        await t.AskAsync("leave", new LeaveGroupRequest { GroupId = "gw", Members = [new() { MemberId = "m" }] }, broker);
        await t.AskAsync("sync", new SyncGroupRequest { GroupId = "gw", MemberId = "m", GenerationId = 1 }, broker);
        await t.AskAsync("join with an unknown id", Join("gw", "m"), broker);
        await t.AskAsync("join without protocols", new JoinGroupRequest { GroupId = "gw", SessionTimeoutMs = 10000, RebalanceTimeoutMs = 10000, ProtocolType = "consumer" }, broker);
        await t.AskAsync("join with a short session", new JoinGroupRequest { GroupId = "gw", SessionTimeoutMs = 10, RebalanceTimeoutMs = 10000, ProtocolType = "consumer", Protocols = [new() { Name = "range" }] }, broker);
        await t.AskAsync("join nothing", Join("", ""), broker);
        await t.AskAsync("commit by a member of nothing", Commit("gw", "g1", 0, 5, "", 3, "m"), broker);
    }

    private static async Task OldestAsync(Transcript t)
    {
        await t.CreateAsync("g3");
        var broker = await CoordinatorAsync(t, "gold");
        await t.AskAsync("join", Join("gold", "m"), broker, version: 0);
        await t.AskAsync("sync", new SyncGroupRequest { GroupId = "gold", MemberId = "m", GenerationId = 1 }, broker, version: 0);
        await t.AskAsync("heartbeat", new HeartbeatRequest { GroupId = "gold", MemberId = "m", GenerationId = 1 }, broker, version: 0);
        await t.AskAsync("leave", new LeaveGroupRequest { GroupId = "gold", MemberId = "m" }, broker, version: 0);
        await t.AskAsync("describe", new DescribeGroupsRequest { Groups = ["gold"] }, broker, version: 0);
        await t.AskAsync("epoch", new OffsetForLeaderEpochRequest { Topics = [new() { Topic = "g3", Partitions = [new() { CurrentLeaderEpoch = -1 }] }] }, await t.LeaderAsync("g3"), version: 2);
        var ask = new InitProducerIdRequest { TransactionalId = null, TransactionTimeoutMs = 60000 };
        await Transcript.UntilAsync(async () => (await t.QuietlyAsync(ask, broker, version: 0)).ErrorCode == ErrorCode.None);
    }

    private static async Task<int> CoordinatorAsync(Transcript t, string group)
    {
        var broker = -1;
        await Transcript.UntilAsync(async () =>
        {
            var found = (await t.QuietlyAsync(new FindCoordinatorRequest { CoordinatorKeys = [group] })).Coordinators.Single();
            broker = found.NodeId;
            return found.ErrorCode == ErrorCode.None
                && (await t.QuietlyAsync(new OffsetFetchRequest { Groups = [new() { GroupId = group, Topics = [] }] }, broker)).Groups[0].ErrorCode == ErrorCode.None;
        });
        return broker;
    }

    private static JoinGroupRequest Join(string group, string member, string type = "consumer") =>
        new() { GroupId = group, MemberId = member, SessionTimeoutMs = 10000, RebalanceTimeoutMs = 10000, ProtocolType = type, Protocols = [new() { Name = "range", Metadata = [9, 9] }] };

    private static OffsetCommitRequest Commit(string group, string topic, int partition, long offset, string note, int generation = -1, string member = "") => new()
    {
        GroupId = group,
        GenerationIdOrMemberEpoch = generation,
        MemberId = member,
        Topics = [new() { Name = topic, Partitions = [new() { PartitionIndex = partition, CommittedOffset = offset, CommittedMetadata = note }] }],
    };
}
