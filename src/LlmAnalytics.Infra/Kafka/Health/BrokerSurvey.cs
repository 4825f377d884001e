using System.Collections.Concurrent;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Kafka.Health;

/// <summary>What one broker said when it was asked itself. A part is null where it was not asked for or not answered; <see cref="Failures"/> says why.</summary>
internal sealed class BrokerSurvey(int id, ServerEndPoint? endPoint, string? rack, bool? fenced, bool isInMetadata)
{
    public int Id { get; } = id;

    /// <summary>Where it listens; null for a broker that only replica lists still name.</summary>
    public ServerEndPoint? EndPoint { get; } = endPoint;

    public string? Rack { get; } = rack;

    /// <summary>Whether the controllers fence it; null where the cluster doesn't tell.</summary>
    public bool? Fenced { get; } = fenced;

    /// <summary>Whether the other brokers believe it alive.</summary>
    public bool IsInMetadata { get; } = isInMetadata;

    public bool Answers { get; set; }

    public double? RoundTripMs { get; set; }

    /// <summary>Why it didn't answer the first request; null where it did.</summary>
    public string? Failure { get; set; }

    public MetadataResponse? Metadata { get; set; }

    public DescribeConfigsResult? Config { get; set; }

    public DescribeLogDirsResponse? LogDirs { get; set; }

    public ListGroupsResponse? Groups { get; set; }

    public OffsetFetchResponse? Offsets { get; set; }

    public ListOffsetsResponse? EndOffsets { get; set; }

    /// <summary>Why a part is missing, by request.</summary>
    public ConcurrentDictionary<ApiKey, string> Failures { get; } = [];

    public override string ToString() => EndPoint is null ? $"broker {Id}" : $"broker {Id} ({EndPoint})";
}
