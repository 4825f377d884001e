namespace LlmAnalytics.Sandbox.Kafka.State;

/// <summary>A topic as the controller has it. Never changed: a change makes a new one.</summary>
internal sealed record TopicState(string Name, Guid Id, PartitionState[] Partitions)
{
    private MetadataProjection? _projection;

    /// <summary>Whether Kafka keeps the topic for itself.</summary>
    public bool IsInternal => TopicNames.IsInternal(Name);

    /// <summary>The partitions as Metadata tells them: made once a topic and set of live brokers, since a hundred thousand of them take their time.</summary>
    public KafkaProtocol.Messages.MetadataPartition[] Describe(ClusterState cluster)
    {
        var projection = _projection;
        if (projection is null || projection.Brokers != cluster.Brokers || projection.Source != Partitions)
        {
            _projection = projection = MetadataProjection.Of(this, cluster);
        }

        return projection.Partitions;
    }

    /// <summary>A copy with one partition changed.</summary>
    public TopicState With(PartitionState partition)
    {
        var partitions = (PartitionState[])Partitions.Clone();
        partitions[partition.Index] = partition;
        return this with { Partitions = partitions };
    }
}
