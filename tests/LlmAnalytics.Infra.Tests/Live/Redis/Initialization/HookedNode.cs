using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Initialization;

/// <summary>A node with something done before each command.</summary>
internal sealed class HookedNode(INode inner, Func<NodePlace, IReadOnlyList<string>, Task> before) : INode
{
    public NodePlace Place => inner.Place;

    public async Task<RedisReply> SendAsync(TimeSpan patience, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        await before(Place, command);
        return await inner.SendAsync(patience, command, cancellationToken);
    }
}
