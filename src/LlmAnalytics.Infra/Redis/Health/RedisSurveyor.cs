using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Health;

/// <summary>
/// Gathers what the checks need: all nodes at once, each over its one connection, all questions in two rounds, so that a node that is dead, frozen or slow costs one patience and only
/// its own part. Where the nodes' views differ, which a moment of gossip may mend, a second look follows.
/// </summary>
internal sealed class RedisSurveyor(NodePool pool, RedisHealthQuery query, IOperation operation)
{
    private const int MeasuredAtOnce = 10;
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(1);

    /// <summary>Gathers everything.</summary>
    /// <exception cref="ProblemException">The nodes can't be found out.</exception>
    public async Task<ClusterSurvey> RunAsync(Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var questions = await AskFoundAsync(cancellationToken).ConfigureAwait(false);
        var further = Further(questions).Select(Question).ToList();
        await AllAsync(further, node => node.AskFirstAsync(cancellationToken)).ConfigureAwait(false);
        var startedAt = Stopwatch.GetTimestamp();
        questions = Distinct([.. questions, .. further]);
        var answering = questions.Where(node => node.Survey is { Answers: true, IsLoading: false }).ToList();
        await AllAsync(answering, node => node.AskFurtherAsync(isWanted, cancellationToken)).ConfigureAwait(false);
        await MeasureAsync(answering, cancellationToken).ConfigureAwait(false);

        TimeSpan? lookedAgain = null;
        TimeSpan? sampled = null;
        var survey = new ClusterSurvey { Nodes = [.. questions.Select(node => node.Survey)] };
        if (query.SampleSec > 0)
        {
            operation.Progress($"Watching for {query.SampleSec} s", 40);
            await Task.Delay(TimeSpan.FromSeconds(query.SampleSec), cancellationToken).ConfigureAwait(false);
            sampled = lookedAgain = Stopwatch.GetElapsedTime(startedAt);
            await AllAsync(answering, node => Task.WhenAll(node.SampleAsync(cancellationToken), LookAgainAsync(node, cancellationToken))).ConfigureAwait(false);
        }
        else if (Transients.Any(survey))
        {
            operation.Progress("Looking a second time, since the nodes' views differ", 40);
            await Task.Delay(SecondLook, cancellationToken).ConfigureAwait(false);
            lookedAgain = Stopwatch.GetElapsedTime(startedAt);
            await AllAsync(answering, node => LookAgainAsync(node, cancellationToken)).ConfigureAwait(false);
        }

        return new ClusterSurvey { Nodes = survey.Nodes, LookedAgainAfter = lookedAgain, SampledFor = sampled };
    }

    /// <summary>The nodes of the source, asked. Where some were found before, they are most likely there still: they are asked while the source is.</summary>
    private async Task<List<NodeQuestions>> AskFoundAsync(CancellationToken cancellationToken)
    {
        operation.Progress("Looking for the nodes", 5);
        var known = pool.Known.Distinct().ToDictionary(node => node, Question);
        var asking = AllAsync([.. known.Values], node => node.AskFirstAsync(cancellationToken));
        try
        {
            var found = await pool.FindAsync(cancellationToken).ConfigureAwait(false);
            operation.Progress($"Asking each of {found.Count} nodes", 15);
            var others = found.Except(known.Keys).ToDictionary(node => node, Question);
            await AllAsync([.. others.Values], node => node.AskFirstAsync(cancellationToken)).ConfigureAwait(false);
            return [.. found.Select(node => (known.GetValueOrDefault(node) ?? others[node]).At(node.Place))];
        }
        finally
        {
            await asking.ConfigureAwait(false); // nothing is asked behind the caller's back
        }
    }

    private NodeQuestions Question(INode node) => new(node, new NodeSurvey(node.Place), query.Patience);

    private static Task AllAsync(List<NodeQuestions> nodes, Func<NodeQuestions, Task> ask) => Task.WhenAll(nodes.Select(ask));

    private static async Task LookAgainAsync(NodeQuestions node, CancellationToken cancellationToken) =>
        node.Survey.Later = await node.LookAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The nodes that those found know and that were not found themselves, where there is a way to them.</summary>
    private IEnumerable<INode> Further(List<NodeQuestions> asked)
    {
        var ids = asked.Select(node => node.Survey.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var addresses = asked.Select(node => node.Survey.Place.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return asked.SelectMany(node => node.Survey.First.Nodes ?? []).Where(line => line is { IsHandshake: false, HasAddress: true } && !ids.Contains(line.Id))
            .DistinctBy(line => line.Address).Where(line => !addresses.Contains(line.Address!))
            .Select(line => pool.Source.Locate(line.Host, line.Port)).OfType<NodePlace>().Where(place => !addresses.Contains(place.Address)).Select(pool.Get);
    }

    /// <summary>Each node once, also where it was given by several names.</summary>
    private static List<NodeQuestions> Distinct(List<NodeQuestions> nodes) =>
        [.. nodes.DistinctBy(node => node.Survey.Id ?? node.Survey.Place.Address)];

    /// <summary>Few at a time: of a hundred at once, most would wait for this machine and not for their node.</summary>
    private async Task MeasureAsync(List<NodeQuestions> nodes, CancellationToken cancellationToken)
    {
        var left = new Queue<NodeQuestions>(nodes);
        await Task.WhenAll(Enumerable.Range(0, MeasuredAtOnce).Select(_ => NextAsync())).ConfigureAwait(false);

        async Task NextAsync()
        {
            while (Take() is { } node)
            {
                await node.MeasureAsync(query.MaxRoundTripMs, cancellationToken).ConfigureAwait(false);
            }
        }

        NodeQuestions? Take()
        {
            lock (left)
            {
                return left.TryDequeue(out var node) ? node : null;
            }
        }
    }
}
