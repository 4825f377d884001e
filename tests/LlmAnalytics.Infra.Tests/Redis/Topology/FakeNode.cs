using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Tests.Redis.Topology;

/// <summary>A place without a server.</summary>
internal sealed class FakeNode(string host, int port) : INode
{
    public NodePlace Place { get; } = new(host, port);

    public Task<RedisReply> SendAsync(TimeSpan patience, IReadOnlyList<string> command, CancellationToken cancellationToken) => throw new NotSupportedException();
}
