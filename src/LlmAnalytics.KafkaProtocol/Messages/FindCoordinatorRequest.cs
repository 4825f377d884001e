using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Asks which broker coordinates a group or a transactional id. Source: Kafka's FindCoordinatorRequest.json, versions 0 to 6.</summary>
public sealed class FindCoordinatorRequest : KafkaRequest<FindCoordinatorResponse>
{
    internal static readonly ApiSpec Spec = new(ApiKey.FindCoordinator, 0, 6, FirstFlexibleVersion: 3);

    /// <inheritdoc/>
    public override ApiSpec Api => Spec;

    /// <summary>The coordinator key. Up to version 3.</summary>
    public string Key { get; set; } = "";

    /// <summary>The coordinator key type. (group, transaction, share). From version 1.</summary>
    public sbyte KeyType { get; set; }

    /// <summary>The coordinator keys. From version 4.</summary>
    public string[] CoordinatorKeys { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version <= 3)
        {
            Key = wire.String(Key);
        }

        if (wire.Version >= 1)
        {
            KeyType = wire.Int8(KeyType);
        }

        if (wire.Version >= 4)
        {
            CoordinatorKeys = wire.StringArray(CoordinatorKeys);
        }
    }
}
