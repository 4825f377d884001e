using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Health.Survey;

/// <summary>Takes some keys at random and asks for their sizes. Reads nothing of their contents.</summary>
/// <param name="ask">Asks the node; null where there is no answer.</param>
internal sealed class KeySampling(Func<string, IReadOnlyList<string>, CancellationToken, Task<RedisReply?>> ask)
{
    private const int Sampled = 16;

    public async Task RunAsync(NodeSurvey survey, CancellationToken cancellationToken)
    {
        var drawn = await Task.WhenAll(Enumerable.Range(0, Sampled).Select(_ => ask(Parts.Keys, ["RANDOMKEY"], cancellationToken))).ConfigureAwait(false);
        var keys = drawn.Select(reply => reply?.Text).OfType<string>().Distinct().ToList();
        // A key that is on its way to another node, or expired since, is none of this node's: the answer is left out.
        var failedBefore = survey.Failures.ContainsKey(Parts.Keys);
        var sizes = await Task.WhenAll(keys.Select(key => ask(Parts.Keys, ["MEMORY", "USAGE", key], cancellationToken))).ConfigureAwait(false);
        if (!failedBefore && survey.Failures.TryGetValue(Parts.Keys, out var failure) && failure.Reason.Contains("MOVED", StringComparison.Ordinal))
        {
            survey.Failures.TryRemove(Parts.Keys, out _);
        }

        survey.SampledKeys = [.. keys.Zip(sizes, (key, size) => size?.Integer is { } bytes ? new KeySize(key, bytes) : null).OfType<KeySize>()];
    }
}
