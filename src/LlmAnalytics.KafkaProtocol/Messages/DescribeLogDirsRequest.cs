using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>
/// Asks a broker for its log directories and what lies in them. Source: Kafka's DescribeLogDirsRequest.json, versions 3 and 4: before 3 a user without the right
/// gets an empty list, which reads as an empty disk. Brokers speak version 3 since Kafka 3.2.
/// </summary>
public sealed class DescribeLogDirsRequest : KafkaRequest<DescribeLogDirsResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.DescribeLogDirs, 3, 4, FirstFlexibleVersion: 2);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The partitions to tell of; null for all.</summary>
    public DescribableLogDirTopic[]? Topics { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire) => Topics = wire.NullableArray(Topics);
}

/// <summary>A topic of which to tell.</summary>
public sealed class DescribableLogDirTopic : WireStruct
{
    /// <summary>The topic.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Its partitions.</summary>
    public int[] Partitions { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Topic = wire.String(Topic);
        Partitions = wire.Int32Array(Partitions);
    }
}
