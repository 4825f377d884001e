using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The requests that a broker speaks, and its features. Source: Kafka's ApiVersionsResponse.json, versions 0 to 4.</summary>
public sealed class ApiVersionsResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => ApiVersionsRequest.Spec;

    /// <summary>An error of the request: of an unsupported version, the body is of version 0.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The requests that the broker speaks; after an unsupported version perhaps this request's own entry alone.</summary>
    public ApiVersion[] ApiKeys { get; set; } = [];

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota (from version 1); 0 for none.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The features that the broker could switch on (from version 3). Before version 4 those whose lowest level is 0 are missing.</summary>
    public SupportedFeatureKey[] SupportedFeatures { get; set; } = [];

    /// <summary>The number of the last change to <see cref="FinalizedFeatures"/> (from version 3); -1 where unknown.</summary>
    public long FinalizedFeaturesEpoch { get; set; } = -1;

    /// <summary>The features that are on in the whole cluster (from version 3); meaningless while the epoch is -1.</summary>
    public FinalizedFeatureKey[] FinalizedFeatures { get; set; } = [];

    /// <summary>Whether a KRaft controller is set up to take over from ZooKeeper (from version 3).</summary>
    public bool ZkMigrationReady { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ErrorCode = wire.ErrorCode(ErrorCode);
        ApiKeys = wire.Array(ApiKeys);
        if (wire.Version >= 1)
        {
            ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        }
    }

    /// <inheritdoc/>
    protected internal override void TaggedFields(TaggedFields tags)
    {
        tags.Declare(0, SupportedFeatures.Length > 0, wire => SupportedFeatures = wire.Array(SupportedFeatures));
        tags.Declare(1, FinalizedFeaturesEpoch != -1, wire => FinalizedFeaturesEpoch = wire.Int64(FinalizedFeaturesEpoch));
        tags.Declare(2, FinalizedFeatures.Length > 0, wire => FinalizedFeatures = wire.Array(FinalizedFeatures));
        tags.Declare(3, ZkMigrationReady, wire => ZkMigrationReady = wire.Boolean(ZkMigrationReady));
    }
}

/// <summary>A request that a broker speaks.</summary>
public sealed class ApiVersion : WireStruct
{
    /// <summary>The request's number, which may be one that is not in <see cref="Messages.ApiKey"/>.</summary>
    public short ApiKey { get; set; }

    /// <summary>The oldest version that the broker speaks.</summary>
    public short MinVersion { get; set; }

    /// <summary>The newest version that the broker speaks.</summary>
    public short MaxVersion { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        ApiKey = wire.Int16(ApiKey);
        MinVersion = wire.Int16(MinVersion);
        MaxVersion = wire.Int16(MaxVersion);
    }
}

/// <summary>A feature that a broker could switch on.</summary>
public sealed class SupportedFeatureKey : WireStruct
{
    /// <summary>The feature's name, such as <c>metadata.version</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>The lowest level that the broker supports.</summary>
    public short MinVersion { get; set; }

    /// <summary>The highest level that the broker supports.</summary>
    public short MaxVersion { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        MinVersion = wire.Int16(MinVersion);
        MaxVersion = wire.Int16(MaxVersion);
    }
}

/// <summary>A feature that is on in the whole cluster.</summary>
public sealed class FinalizedFeatureKey : WireStruct
{
    /// <summary>The feature's name, such as <c>metadata.version</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>The highest level in force. It stands before the lowest on the wire.</summary>
    public short MaxVersionLevel { get; set; }

    /// <summary>The lowest level in force.</summary>
    public short MinVersionLevel { get; set; }

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Name = wire.String(Name);
        MaxVersionLevel = wire.Int16(MaxVersionLevel);
        MinVersionLevel = wire.Int16(MinVersionLevel);
    }
}
