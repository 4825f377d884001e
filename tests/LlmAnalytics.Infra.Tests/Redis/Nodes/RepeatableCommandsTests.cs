using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Problems;

namespace LlmAnalytics.Infra.Tests.Redis.Nodes;

/// <summary>Which failures a repeatable command survives.</summary>
public sealed class RepeatableCommandsTests
{
    private static readonly NodePlace Place = new("127.0.0.1", 6379);
    private static readonly ProblemException Closed = NodeProblems.Closed("127.0.0.1:6379", "in the test");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_broken_connection_is_another_attempt(int breaks)
    {
        var node = new BreakingNode(breaks, Closed);
        Assert.Equal("PONG", (await SendAsync(node)).Text);
        Assert.Equal(breaks + 1, node.Attempts.Count);
    }

    [Fact]
    public async Task The_API_server_that_broke_off_is_one_too()
    {
        var node = new BreakingNode(1, Unreachable(ProblemCategory.ConnectionError));
        Assert.Equal("PONG", (await SendAsync(node)).Text);
    }

    [Fact]
    public async Task Connections_that_keep_breaking_are_the_end()
    {
        var node = new BreakingNode(int.MaxValue, Closed);
        Assert.Same(Closed, await Assert.ThrowsAsync<ProblemException>(() => SendAsync(node)));
        Assert.Equal(3, node.Attempts.Count);
    }

    public static TheoryData<string> Final => [ErrorIds.RedisNodeNotResponding, ErrorIds.RedisConnectionRefused, ErrorIds.KubernetesUnreachable, "ERR"];

    [Theory]
    [MemberData(nameof(Final))]
    public async Task What_took_its_time_or_is_an_answer_is_not_tried_again(string what)
    {
        Exception failure = what switch
        {
            "ERR" => new NodeErrorException(Place, "PING", "ERR no"),
            ErrorIds.KubernetesUnreachable => Unreachable(ProblemCategory.OperationTimeout),
            _ => new ProblemException(new Problem(what, ProblemCategory.ConnectionError, "", null, "")),
        };
        var node = new BreakingNode(int.MaxValue, failure);
        Assert.Same(failure, await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(node)));
        Assert.Single(node.Attempts);
    }

    [Fact]
    public async Task All_attempts_share_one_patience()
    {
        var node = new BreakingNode(2, Closed);
        await SendAsync(node);
        Assert.Equal(TimeSpan.FromMinutes(1), node.Attempts[0]);
        Assert.True(node.Attempts[0] > node.Attempts[1] && node.Attempts[1] > node.Attempts[2], string.Join(", ", node.Attempts));

        var slow = new BreakingNode(int.MaxValue, Closed);
        await Assert.ThrowsAsync<ProblemException>(() => slow.SendRepeatableAsync(TimeSpan.FromTicks(1), ["PING"], CancellationToken.None));
        Assert.Single(slow.Attempts);
    }

    private static Task<RedisReply> SendAsync(BreakingNode node) => node.SendRepeatableAsync(TimeSpan.FromMinutes(1), ["PING"], CancellationToken.None);

    private static ProblemException Unreachable(ProblemCategory category) => new(new Problem(ErrorIds.KubernetesUnreachable, category, "", null, ""));

    /// <summary>Fails so many times before it answers, and keeps the patience of each attempt.</summary>
    private sealed class BreakingNode(int breaks, Exception failure) : INode
    {
        public List<TimeSpan> Attempts { get; } = [];

        public NodePlace Place => RepeatableCommandsTests.Place;

        public Task<RedisReply> SendAsync(TimeSpan patience, IReadOnlyList<string> command, CancellationToken cancellationToken)
        {
            Attempts.Add(patience);
            return Attempts.Count <= breaks ? Task.FromException<RedisReply>(failure) : Task.FromResult(new RedisReply { Text = "PONG" });
        }
    }
}
