using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Health.Checks;
using LlmAnalytics.Infra.Kafka.Topics;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Health;

/// <summary>Reads the brokers: what the cluster knows of each, and what each says itself.</summary>
internal sealed class BrokerReader(ClusterClient cluster, BrokerQuery query, IOperation operation)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async IAsyncEnumerable<KafkaBroker> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var survey = await new Surveyor(cluster, Patience, operation) { AllBrokerSettings = query.Detailed }
            .RunAsync(withConfigs: false, withLogDirs: true, withGroups: false, cancellationToken).ConfigureAwait(false);
        foreach (var id in query.Ids.Except(survey.Brokers.Select(broker => broker.Id)))
        {
            operation.Report(new Problem(ErrorIds.BrokerNotFound, ProblemCategory.ObjectNotFound, $"There is no broker {id}.", $"{id}", "Get-LlmKafkaBroker without -Id lists all."));
        }

        foreach (var broker in survey.Brokers.Where(broker => query.Ids.Count == 0 || query.Ids.Contains(broker.Id)))
        {
            yield return Describe(broker, survey);
        }
    }

    private KafkaBroker Describe(BrokerSurvey broker, ClusterSurvey survey) => new()
    {
        Id = broker.Id,
        Host = broker.EndPoint?.Host,
        Port = broker.EndPoint?.Port,
        Rack = broker.Rack,
        State = broker switch
        {
            { Fenced: true } => "Fenced",
            { IsInMetadata: false } => "Gone",
            { Answers: true } => "Online",
            _ => "NotResponding",
        },
        IsController = survey.ControllerId is { } controller ? controller == broker.Id : null,
        Fenced = broker.Fenced,
        LeaderCount = survey.Partitions.Count(item => item.Partition.LeaderId == broker.Id),
        ReplicaCount = survey.Partitions.Count(item => item.Partition.ReplicaNodes.Contains(broker.Id)),
        LogBytes = LogDirectoryCheck.Bytes(broker),
        Reachable = broker.Answers,
        RoundTripMs = broker.RoundTripMs,
        Failure = broker.Failure,
        Settings = query.Detailed && broker.Config is { ErrorCode: ErrorCode.None } config
            ? config.Configs.Where(setting => setting.ConfigSource is not (ConfigSource.DefaultConfig or ConfigSource.Unset)).OrderBy(setting => setting.Name, StringComparer.Ordinal)
                .Select(setting => new KafkaTopicSetting(setting.Name, setting.Value, ConfigSources.Name(setting.ConfigSource), setting.Synonyms.LastOrDefault(synonym => synonym.Source == ConfigSource.DefaultConfig)?.Value)).ToArray()
            : [],
    };
}
