using System.Diagnostics;
using System.Globalization;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Catalog;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Kafka.Health;

/// <summary>
/// Gathers what the checks need: everything at once, each answer with its own patience, so that what is dead, frozen or slow costs that long and only its own
/// part. Some eight requests a broker, and five that any broker can answer, whatever the number of topics and groups.
/// </summary>
internal sealed class Surveyor(ClusterClient cluster, TimeSpan patience, IOperation operation)
{
    private const string MinInSyncReplicas = "min.insync.replicas";

    /// <summary>The settings of brokers that the checks look at.</summary>
    public static readonly string[] BrokerSettings =
        ["default.replication.factor", MinInSyncReplicas, "unclean.leader.election.enable", "auto.create.topics.enable"];

    /// <summary>Whether to ask for all settings of each broker, with what would apply instead; else for <see cref="BrokerSettings"/> alone.</summary>
    public bool AllBrokerSettings { get; init; }

    /// <summary>Gathers everything.</summary>
    /// <exception cref="AggregateException">No broker answered the first question.</exception>
    public async Task<ClusterSurvey> RunAsync(bool withConfigs, bool withLogDirs, bool withGroups, CancellationToken cancellationToken)
    {
        operation.Progress("Asking for topics and brokers", 10);
        var metadata = await cluster.GetMetadataAsync(null, cancellationToken).ConfigureAwait(false);
        var quorum = AskControllerAsync(QuorumQuestion.Request(), cancellationToken);
        var reassignments = AskControllerAsync(new ListPartitionReassignmentsRequest { TimeoutMs = (int)patience.TotalMilliseconds }, cancellationToken);
        var described = await AskAnyAsync(new DescribeClusterRequest { IncludeClusterAuthorizedOperations = true, IncludeFencedBrokers = true }, cancellationToken).ConfigureAwait(false);
        var brokers = Brokers(metadata, described.Value);

        operation.Progress($"Asking each of {brokers.Count} brokers", 30);
        var surveys = Task.WhenAll(brokers.Where(broker => broker.EndPoint is not null).Select(broker => SurveyAsync(broker, withLogDirs, withGroups, cancellationToken)));
        var missing = AskForMissingAsync(metadata, cancellationToken);
        var configs = withConfigs ? AskAnyAsync(TopicConfigs(metadata), cancellationToken) : Task.FromResult(default(Part<DescribeConfigsResponse>));
        await surveys.ConfigureAwait(false);
        var unlisted = await missing.ConfigureAwait(false);

        var survey = new ClusterSurvey
        {
            ClusterId = metadata.ClusterId,
            Brokers = brokers,
            Topics = [.. metadata.Topics.Where(topic => topic.ErrorCode == ErrorCode.None)],
            MissingTopics = [.. unlisted.Where(topic => topic.Name != LagSurveyor.OffsetsTopic)],
            MayNotSeeInternalTopics = unlisted.Any(topic => topic is { Name: LagSurveyor.OffsetsTopic, ErrorCode: ErrorCode.TopicAuthorizationFailed }),
            ClusterOperations = described.Value?.ClusterAuthorizedOperations is { } operations && operations != int.MinValue ? operations : null,
            Quorum = await quorum.ConfigureAwait(false),
            Reassignments = await reassignments.ConfigureAwait(false),
            TopicConfigs = await configs.ConfigureAwait(false),
        };
        if (withGroups)
        {
            operation.Progress("Asking for the offsets of groups", 70);
            await new LagSurveyor(cluster, patience).RunAsync(survey, cancellationToken).ConfigureAwait(false);
        }

        return survey;
    }

    /// <summary>In one request: all settings of the catalog's topics, for drift, and of the others the one that decides about acks=all.</summary>
    private static DescribeConfigsRequest TopicConfigs(MetadataResponse metadata) => new()
    {
        Resources = [.. metadata.Topics.Where(topic => topic is { ErrorCode: ErrorCode.None, Name: not null }).Select(topic => new DescribeConfigsResource
        {
            ResourceType = ConfigResourceType.Topic,
            ResourceName = topic.Name!,
            ConfigurationKeys = TopicCatalog.Default.Contains(topic.Name!) ? null : [MinInSyncReplicas],
        })],
    };

    /// <summary>The live brokers, the fenced ones, and those that nobody knows any more but the replica lists.</summary>
    private static List<BrokerSurvey> Brokers(MetadataResponse metadata, DescribeClusterResponse? described)
    {
        var live = metadata.Brokers.Select(broker => broker.NodeId).ToHashSet();
        var fenced = described?.Brokers.ToDictionary(broker => broker.BrokerId, broker => broker.IsFenced) ?? [];
        var brokers = metadata.Brokers.Select(broker => new BrokerSurvey(
            broker.NodeId, new ServerEndPoint(broker.Host, broker.Port), broker.Rack, fenced.TryGetValue(broker.NodeId, out var isFenced) ? isFenced : null, isInMetadata: true)).ToList();
        brokers.AddRange((described?.Brokers ?? []).Where(broker => !live.Contains(broker.BrokerId))
            .Select(broker => new BrokerSurvey(broker.BrokerId, new ServerEndPoint(broker.Host, broker.Port), broker.Rack, broker.IsFenced, isInMetadata: false)));
        var named = metadata.Topics.SelectMany(topic => topic.Partitions).SelectMany(partition => partition.ReplicaNodes).Distinct();
        brokers.AddRange(named.Except(brokers.Select(broker => broker.Id)).ToList().Select(id => new BrokerSurvey(id, null, null, null, isInMetadata: false)));
        return [.. brokers.OrderBy(broker => broker.Id)];
    }

    private async Task SurveyAsync(BrokerSurvey broker, bool withLogDirs, bool withGroups, CancellationToken cancellationToken)
    {
        var probe = new MetadataRequest();
        try
        {
            await cluster.SendAsync(broker.EndPoint!, probe, patience, cancellationToken).ConfigureAwait(false);
            var startedAt = Stopwatch.GetTimestamp();
            await cluster.SendAsync(broker.EndPoint!, probe, patience, cancellationToken).ConfigureAwait(false);
            broker.RoundTripMs = Math.Round(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds, 2);
            broker.Answers = true;
        }
        catch (Exception e) when (SurveyFailure.Find(e) is not null)
        {
            broker.Failure = SurveyFailure.Find(e)!.Message;
            return;
        }

        // All at once: a broker that freezes now costs one patience, not one a request.
        var metadata = AskAsync(broker, new MetadataRequest { Topics = null }, cancellationToken);
        var config = AskAsync(broker, BrokerConfig(broker.Id), cancellationToken);
        var logDirs = withLogDirs ? AskAsync(broker, new DescribeLogDirsRequest(), cancellationToken) : Task.FromResult<DescribeLogDirsResponse?>(null);
        var groups = withGroups ? AskAsync(broker, new ListGroupsRequest(), cancellationToken) : Task.FromResult<ListGroupsResponse?>(null);
        broker.Metadata = await metadata.ConfigureAwait(false);
        broker.Config = (await config.ConfigureAwait(false))?.Results.FirstOrDefault();
        broker.LogDirs = await logDirs.ConfigureAwait(false);
        broker.Groups = await groups.ConfigureAwait(false);
    }

    private DescribeConfigsRequest BrokerConfig(int id) => new()
    {
        IncludeSynonyms = AllBrokerSettings,
        Resources = [new DescribeConfigsResource { ResourceType = ConfigResourceType.Broker, ResourceName = id.ToString(CultureInfo.InvariantCulture), ConfigurationKeys = AllBrokerSettings ? null : BrokerSettings }],
    };

    private async Task<TResponse?> AskAsync<TResponse>(BrokerSurvey broker, KafkaRequest<TResponse> request, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        try
        {
            return await cluster.SendAsync(broker.EndPoint!, request, patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (SurveyFailure.Find(e) is not null)
        {
            broker.Failures[request.Api.Key] = SurveyFailure.Find(e)!.Message;
            return null;
        }
    }

    /// <summary>Asks by name for the catalog's topics and Kafka's own that the list lacks: the answer tells a topic that is missing from one that the user may not see.</summary>
    private async Task<IReadOnlyList<MetadataTopic>> AskForMissingAsync(MetadataResponse metadata, CancellationToken cancellationToken)
    {
        var seen = metadata.Topics.Select(topic => topic.Name).ToHashSet(StringComparer.Ordinal);
        var unseen = TopicCatalog.Default.Topics.Where(topic => !topic.Optional).Select(topic => topic.Name).Append(LagSurveyor.OffsetsTopic)
            .Where(name => !seen.Contains(name)).Select(name => new MetadataRequestTopic { Name = name }).ToArray();
        if (unseen.Length == 0)
        {
            return [];
        }

        var answer = await AskAnyAsync(new MetadataRequest { Topics = unseen }, cancellationToken).ConfigureAwait(false);
        return answer.Value?.Topics ?? [.. unseen.Select(topic => new MetadataTopic { Name = topic.Name, ErrorCode = ErrorCode.RequestTimedOut })];
    }

    private Task<Part<TResponse>> AskControllerAsync<TResponse>(KafkaRequest<TResponse> request, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new() =>
        PartAsync(() => cluster.ReadFromControllerAsync(request, patience, apart: true, cancellationToken));

    private async Task<Part<TResponse>> AskAnyAsync<TResponse>(KafkaRequest<TResponse> request, CancellationToken cancellationToken)
        where TResponse : KafkaMessage, new()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        return await PartAsync(() => cluster.ReadAsync(request, deadline.Token)).ConfigureAwait(false);
    }

    private static async Task<Part<TResponse>> PartAsync<TResponse>(Func<Task<TResponse>> ask)
        where TResponse : KafkaMessage
    {
        try
        {
            return new Part<TResponse>(await ask().ConfigureAwait(false), null);
        }
        catch (Exception e) when (SurveyFailure.Find(e) is not null)
        {
            return new Part<TResponse>(null, SurveyFailure.Find(e)!.Message);
        }
        catch (OperationCanceledException)
        {
            return new Part<TResponse>(null, "the time was up before it was asked for");
        }
    }
}
