using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The log directories of a broker. Source: Kafka's DescribeLogDirsResponse.json, versions 3 and 4.</summary>
public sealed class DescribeLogDirsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => DescribeLogDirsRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>Why nothing is told: the user lacks DESCRIBE on the cluster, say.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The directories.</summary>
    public DescribeLogDirsResult[] Results { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        ErrorCode = wire.ErrorCode(ErrorCode);
        Results = wire.Array(Results);
    }
}

/// <summary>A log directory.</summary>
public sealed class DescribeLogDirsResult : WireStruct
{
    /// <summary>KAFKA_STORAGE_ERROR where the directory is offline; none where it is well.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The directory's absolute path on the broker.</summary>
    public string LogDir { get; set; } = "";

    /// <summary>What lies in it.</summary>
    public DescribeLogDirsTopic[] Topics { get; set; } = [];

    /// <summary>The size in bytes of the volume that it is on (from version 4); -1 where unknown.</summary>
    public long TotalBytes { get; set; } = -1;

    /// <summary>The bytes left on that volume (from version 4); -1 where unknown.</summary>
    public long UsableBytes { get; set; } = -1;

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        LogDir = wire.String(LogDir);
        Topics = wire.Array(Topics);
        if (wire.Version >= 4)
        {
            TotalBytes = wire.Int64(TotalBytes);
            UsableBytes = wire.Int64(UsableBytes);
        }
    }
}

/// <summary>A topic in a log directory.</summary>
public sealed class DescribeLogDirsTopic : WireStruct
{
    /// <summary>The topic.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its partitions in this directory.</summary>
    public DescribeLogDirsPartition[] Partitions { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        Partitions = wire.Array(Partitions);
    }
}

/// <summary>A replica in a log directory.</summary>
public sealed class DescribeLogDirsPartition : WireStruct
{
    /// <summary>The partition's index.</summary>
    public int PartitionIndex { get; set; }

    /// <summary>The bytes of its log segments.</summary>
    public long PartitionSize { get; set; }

    /// <summary>How many records the replica is behind: the high watermark for a current one, the current replica for a future one.</summary>
    public long OffsetLag { get; set; }

    /// <summary>Whether it is to replace the current one in another directory (KIP-113).</summary>
    public bool IsFutureKey { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        PartitionIndex = wire.Int32(PartitionIndex);
        PartitionSize = wire.Int64(PartitionSize);
        OffsetLag = wire.Int64(OffsetLag);
        IsFutureKey = wire.Boolean(IsFutureKey);
    }
}
