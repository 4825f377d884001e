using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>A node that one talks to, over one connection. Commands sent at the same time are pipelined, in order.</summary>
internal interface INode
{
    /// <summary>Where it is.</summary>
    NodePlace Place { get; }

    /// <summary>Sends a command and waits for the answer, connecting first where needed.</summary>
    /// <param name="patience">How long to wait, connecting included.</param>
    /// <param name="command">The command and its arguments: <c>CLUSTER</c>, <c>NODES</c>.</param>
    /// <param name="cancellationToken">The caller's deadline and stop in one.</param>
    /// <exception cref="NodeErrorException">The node answered with an error.</exception>
    /// <exception cref="ProblemException">No answer: the node can't be reached or used, or stayed silent; the problem names the cause.</exception>
    Task<RedisReply> SendAsync(TimeSpan patience, IReadOnlyList<string> command, CancellationToken cancellationToken);
}
