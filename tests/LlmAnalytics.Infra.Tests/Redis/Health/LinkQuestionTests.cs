using LlmAnalytics.Infra.Redis.Health.Survey;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Tests.Redis.Health;

/// <summary>The list of links is the longest answer of all: it is asked for only where it can tell something.</summary>
public sealed class LinkQuestionTests
{
    [Theory]
    [InlineData("mem_cluster_links:63104\r\n", false)]
    [InlineData("mem_cluster_links:1048577\r\n", true)]
    [InlineData("", true)]
    public async Task Links_are_listed_where_their_memory_is_much_or_unknown(string info, bool isAsked)
    {
        var node = new LinkedNode(info);
        var questions = new NodeQuestions(node, new NodeSurvey(node.Place), TimeSpan.FromSeconds(5));

        await questions.AskFirstAsync(CancellationToken.None);
        await questions.AskFurtherAsync(_ => true, CancellationToken.None);

        Assert.Equal(isAsked, node.Commands.Contains("CLUSTER LINKS"));
        Assert.Equal(isAsked ? [new ClusterLink("other", true, 7)] : [], questions.Survey.Links);
    }

    private sealed class LinkedNode(string info) : INode
    {
        public List<string> Commands { get; } = [];

        public NodePlace Place { get; } = new("127.0.0.1", 6379);

        public Task<RedisReply> SendAsync(TimeSpan patience, IReadOnlyList<string> command, CancellationToken cancellationToken)
        {
            var name = string.Join(' ', command.Take(2));
            Commands.Add(name);
            return Task.FromResult(name switch
            {
                "INFO ALL" => Text(info),
                "COMMAND INFO" => List(List(Text("cluster|links"))),
                "CLUSTER LINKS" => List(List(Text("direction"), Text("to"), Text("node"), Text("other"), Text("send-buffer-used"), Text("7"))),
                _ => Text(""),
            });
        }

        private static RedisReply Text(string text) => new() { Text = text };

        private static RedisReply List(params RedisReply[] items) => new() { Items = items };
    }
}
