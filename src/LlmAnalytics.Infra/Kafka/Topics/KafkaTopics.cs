using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>The topics of a cluster.</summary>
internal sealed class KafkaTopics(ClusterClient cluster) : IKafkaTopics
{
    public IAsyncEnumerable<KafkaTopic> GetAsync(TopicQuery query, IOperation operation, CancellationToken cancellationToken) =>
        ProblemBoundary.StreamAsync(new TopicReader(cluster, query, operation).RunAsync, cancellationToken);

    public Task<IReadOnlyList<string>> GetNamesAsync(CancellationToken cancellationToken) =>
        ProblemBoundary.RunAsync<IReadOnlyList<string>>(async () =>
        {
            var metadata = await cluster.GetMetadataAsync(null, cancellationToken).ConfigureAwait(false);
            return
            [
                .. metadata.Topics.Where(topic => topic is { ErrorCode: ErrorCode.None, IsInternal: false, Name: not null } && !TopicNames.IsInternal(topic.Name))
                    .Select(topic => topic.Name!).Order(StringComparer.Ordinal),
            ];
        });

    public IAsyncEnumerable<KafkaTopicResult> CreateAsync(TopicCreation creation, IOperation operation, CancellationToken cancellationToken) =>
        ProblemBoundary.StreamAsync(new TopicCreator(cluster, creation, operation).RunAsync, cancellationToken);

    public IAsyncEnumerable<KafkaTopicResult> SetAsync(TopicChange change, IOperation operation, CancellationToken cancellationToken) =>
        ProblemBoundary.StreamAsync(new TopicChanger(cluster, change, operation).RunAsync, cancellationToken);

    public IAsyncEnumerable<KafkaTopicResult> RemoveAsync(TopicRemoval removal, IOperation operation, CancellationToken cancellationToken) =>
        ProblemBoundary.StreamAsync(new TopicRemover(cluster, removal, operation).RunAsync, cancellationToken);
}
