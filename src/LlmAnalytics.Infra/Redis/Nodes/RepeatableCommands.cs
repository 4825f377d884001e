using System.Diagnostics;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>
/// Commands that do no harm a second time: all that only read, and those that set something to what it may be already. Where the connection breaks under one it isn't known
/// whether the node carried it out, and another connection carries it again.
/// </summary>
internal static class RepeatableCommands
{
    private const int Attempts = 3;

    /// <summary>Sends a command that does no harm a second time, again where its connection breaks. A node that stays silent is not asked again.</summary>
    /// <param name="node">The node.</param>
    /// <param name="patience">How long to wait, all attempts together, connecting included.</param>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="cancellationToken">The caller's deadline and stop in one.</param>
    /// <exception cref="NodeErrorException">The node answered with an error.</exception>
    /// <exception cref="ProblemException">No answer: the last attempt's cause.</exception>
    public static async Task<RedisReply> SendRepeatableAsync(this INode node, TimeSpan patience, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var left = patience;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await node.SendAsync(left, command, cancellationToken).ConfigureAwait(false);
            }
            catch (ProblemException e) when (attempt < Attempts && IsBroken(e.Problem) && (left = patience - Stopwatch.GetElapsedTime(startedAt)) > TimeSpan.Zero)
            {
                // Every attempt opens a connection of its own, which takes its time: a pause would add nothing.
            }
        }
    }

    private static bool IsBroken(Problem problem) =>
        problem.ErrorId is ErrorIds.RedisConnectionClosed or ErrorIds.KubernetesUnreachable && problem.Category == ProblemCategory.ConnectionError;
}
