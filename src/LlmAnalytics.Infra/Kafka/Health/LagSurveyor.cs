using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Health;

/// <summary>Gathers committed offsets from each coordinator, all its groups in one request, and the ends of the partitions from each leader.</summary>
internal sealed class LagSurveyor(ClusterClient cluster, TimeSpan patience)
{
    /// <summary>Where the brokers keep committed offsets: the leaders of its partitions coordinate the groups.</summary>
    public const string OffsetsTopic = "__consumer_offsets";

    public async Task RunAsync(ClusterSurvey survey, CancellationToken cancellationToken)
    {
        // A broker lists the groups that it coordinates: so it is known whom to ask.
        await Task.WhenAll(survey.Answering.Select(broker => FetchOffsetsAsync(broker, cancellationToken))).ConfigureAwait(false);
        var committed = survey.Answering.SelectMany(broker => broker.Offsets?.Groups ?? [])
            .SelectMany(group => group.Topics.SelectMany(topic => topic.Partitions.Where(partition => partition.CommittedOffset >= 0).Select(partition => (topic.Name, partition.PartitionIndex))))
            .ToHashSet();
        var byLeader = survey.Partitions.Where(item => committed.Contains((item.Topic.Name!, item.Partition.PartitionIndex))).ToLookup(item => item.Partition.LeaderId);
        await Task.WhenAll(survey.Answering.Where(broker => byLeader.Contains(broker.Id)).Select(broker => ListEndsAsync(broker, byLeader[broker.Id], cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>Groups of consumers: share and streams groups keep their place elsewhere.</summary>
    public static IEnumerable<ListedGroup> Consumers(ListGroupsResponse? listed) =>
        (listed?.Groups ?? []).Where(group => group.GroupType is "" or "Classic" or "Consumer" or "classic" or "consumer" && group.ProtocolType is "" or "consumer");

    private async Task FetchOffsetsAsync(BrokerSurvey broker, CancellationToken cancellationToken)
    {
        var groups = Consumers(broker.Groups).Select(group => new OffsetFetchRequestGroup { GroupId = group.GroupId }).ToArray();
        if (groups.Length == 0 || broker.Groups?.ErrorCode != ErrorCode.None)
        {
            return;
        }

        try
        {
            broker.Offsets = await cluster.SendAsync(broker.EndPoint!, new OffsetFetchRequest { Groups = groups }, patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (SurveyFailure.Find(e) is not null)
        {
            broker.Failures[ApiKey.OffsetFetch] = SurveyFailure.Find(e)!.Message;
        }
    }

    private async Task ListEndsAsync(BrokerSurvey leader, IEnumerable<(MetadataTopic Topic, MetadataPartition Partition)> led, CancellationToken cancellationToken)
    {
        var request = new ListOffsetsRequest
        {
            Topics = [.. led.GroupBy(item => item.Topic.Name!, StringComparer.Ordinal).Select(topic => new ListOffsetsTopic
            {
                Name = topic.Key,
                Partitions = [.. topic.Select(item => new ListOffsetsPartition { PartitionIndex = item.Partition.PartitionIndex, Timestamp = ListOffsetsPartition.Latest })],
            })],
        };
        try
        {
            leader.EndOffsets = await cluster.SendAsync(leader.EndPoint!, request, patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (SurveyFailure.Find(e) is not null)
        {
            leader.Failures[ApiKey.ListOffsets] = SurveyFailure.Find(e)!.Message;
        }
    }
}
