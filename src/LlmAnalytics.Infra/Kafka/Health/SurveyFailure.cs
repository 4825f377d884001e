using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Problems;

namespace LlmAnalytics.Infra.Kafka.Health;

/// <summary>Why an answer is missing, in words: a broker that can't be reached, or a token endpoint that lets nobody get that far.</summary>
internal static class SurveyFailure
{
    /// <summary>The problem behind a failure; null where it is no failure of the cluster or the way to it.</summary>
    public static Problem? Find(Exception failure) => failure switch
    {
        ProblemException problem => problem.Problem,
        _ when ConnectionProblems.IsConnectionFailure(failure) => ConnectionProblems.From(failure),
        AggregateException all => all.Flatten().InnerExceptions.OfType<ProblemException>().FirstOrDefault()?.Problem,
        _ => null,
    };
}
