using System.Diagnostics;
using System.Globalization;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.Infra.Kafka.Records;
using LlmAnalytics.Infra.Kafka.Topics;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Kafka.Health;

/// <summary>Passes a record through the cluster: a topic made for it, acks=all, read back, the topic removed whatever happens.</summary>
internal sealed class RoundTripCheck(ClusterClient cluster, RecordClient records)
{
    private const string Name = HealthChecks.RoundTrip;
    private const string Expected = "produced with acks=all and read back";
    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(10);

    public async Task<HealthCheck> RunAsync(ClusterSurvey survey, IOperation operation, CancellationToken cancellationToken)
    {
        var topic = string.Create(CultureInfo.InvariantCulture, $"llm-round-trip-{Guid.NewGuid():N}");
        if (await operation.ApproveAsync($"topic '{topic}' on cluster {cluster.ClusterId}", "Create (pass a record through it, then remove it)").ConfigureAwait(false) != Approval.Approved)
        {
            return new HealthCheck(Name, "Skipped", Critical, null, Expected, "Skipped: it would create a short-lived topic.", null, null);
        }

        var quiet = new QuietOperation(operation);
        try
        {
            await CreateAsync(topic, Math.Min(3, survey.Answering.Count()), quiet, cancellationToken).ConfigureAwait(false);
            var startedAt = Stopwatch.GetTimestamp();
            var trip = await records.RoundTripAsync(topic, Guid.NewGuid().ToByteArray(), cancellationToken).ConfigureAwait(false);
            var observed = string.Create(CultureInfo.InvariantCulture, $"produced in {trip.ProduceMs:0} ms, consumed {trip.ConsumeMs:0} ms later");
            operation.Verbose($"The round trip took {Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds:0} ms, clients included.");
            return Passed(Name, Critical, observed, Expected, $"A record passed through the cluster: {observed}.", topic);
        }
        catch (Exception e) when (e is ProblemException or OperationCanceledException || ConnectionProblems.IsConnectionFailure(e))
        {
            var cause = e is ProblemException problem ? problem.Message : ConnectionProblems.IsConnectionFailure(e) ? ConnectionProblems.From(e).Message : "the time was up";
            return Failed(Name, Critical, "failed", Expected, $"No record passed through the cluster: {cause.TrimEnd('.')}.", topic, "See the other checks; the user needs CREATE, WRITE, READ and DELETE on topics llm-*.");
        }
        finally
        {
            await RemoveAsync(topic, quiet, operation).ConfigureAwait(false);
        }
    }

    private async Task CreateAsync(string topic, int factor, QuietOperation quiet, CancellationToken cancellationToken)
    {
        var definition = new KafkaTopicDefinition { Name = topic, Partitions = 1, ReplicationFactor = Math.Max(1, factor) };
        var creation = new TopicCreation { Definitions = [definition], WaitFor = TopicReadiness.Serving };
        await foreach (var result in new TopicCreator(cluster, creation, quiet).RunAsync(cancellationToken).ConfigureAwait(false))
        {
            quiet.Verbose($"Topic '{result.Name}' is {result.Status}, {result.Availability}.");
        }

        if (quiet.Problem is { } problem)
        {
            throw new ProblemException(problem);
        }
    }

    /// <summary>Beyond the command's deadline if need be: a topic left behind would be worse than some seconds.</summary>
    private async Task RemoveAsync(string topic, QuietOperation quiet, IOperation operation)
    {
        using var deadline = new CancellationTokenSource(CleanUp);
        quiet.Clear();
        try
        {
            await foreach (var result in new TopicRemover(cluster, new TopicRemoval { Names = [topic] }, quiet).RunAsync(deadline.Token).ConfigureAwait(false))
            {
                quiet.Verbose($"Topic '{result.Name}' is {result.Status}.");
            }
        }
        catch (Exception e) when (e is OperationCanceledException || ConnectionProblems.IsConnectionFailure(e))
        {
            operation.Warn($"Topic '{topic}' could not be removed: run Remove-LlmKafkaTopic {topic} when the cluster answers. {e.Message}");
            return;
        }

        if (quiet.Problem is { ErrorId: not ErrorIds.TopicNotFound } problem)
        {
            operation.Warn($"Topic '{topic}' could not be removed: run Remove-LlmKafkaTopic {topic}. {problem.Message}");
        }
    }

    /// <summary>Lets the topic engine work unasked within an operation that was approved as a whole.</summary>
    private sealed class QuietOperation(IOperation outer) : IOperation
    {
        public Problem? Problem { get; private set; }

        public void Clear() => Problem = null;

        public ValueTask<Approval> ApproveAsync(string target, string action) => ValueTask.FromResult(Approval.Approved);

        public void Report(Problem problem) => Problem ??= problem;

        public void Warn(string message) => outer.Verbose(message);

        public void Verbose(string message) => outer.Verbose(message);

        public void Progress(string status, int percent)
        {
            // The test's own progress stands for it.
        }
    }
}
