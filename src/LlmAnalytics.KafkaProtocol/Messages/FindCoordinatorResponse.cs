using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The brokers that coordinate. Source: Kafka's FindCoordinatorResponse.json, versions 0 to 6.</summary>
public sealed class FindCoordinatorResponse : KafkaMessage
{
    /// <inheritdoc/>
    public override ApiSpec Api => FindCoordinatorRequest.Spec;

    /// <summary>Milliseconds for which the broker holds back the client's requests because of a quota; 0 for none. From version 1.</summary>
    public int ThrottleTimeMs { get; set; }

    /// <summary>The error code, or 0 if there was no error. Up to version 3.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The error message, or null if there was no error. Versions 1 to 3.</summary>
    public string? ErrorMessage { get; set; } = "";

    /// <summary>The node id. Up to version 3.</summary>
    public int NodeId { get; set; }

    /// <summary>The host name. Up to version 3.</summary>
    public string Host { get; set; } = "";

    /// <summary>The port. Up to version 3.</summary>
    public int Port { get; set; }

    /// <summary>Each coordinator result in the response. From version 4.</summary>
    public FoundCoordinator[] Coordinators { get; set; } = [];

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        if (wire.Version >= 1)
        {
            ThrottleTimeMs = wire.Int32(ThrottleTimeMs);
        }

        if (wire.Version <= 3)
        {
            ErrorCode = wire.ErrorCode(ErrorCode);
        }

        if (wire.Version is >= 1 and <= 3)
        {
            ErrorMessage = wire.NullableString(ErrorMessage);
        }

        if (wire.Version <= 3)
        {
            NodeId = wire.Int32(NodeId);
            Host = wire.String(Host);
            Port = wire.Int32(Port);
        }

        if (wire.Version >= 4)
        {
            Coordinators = wire.Array(Coordinators);
        }
    }
}

/// <summary>Each coordinator result in the response.</summary>
public sealed class FoundCoordinator : WireStruct
{
    /// <summary>The coordinator key.</summary>
    public string Key { get; set; } = "";

    /// <summary>The node id.</summary>
    public int NodeId { get; set; }

    /// <summary>The host name.</summary>
    public string Host { get; set; } = "";

    /// <summary>The port.</summary>
    public int Port { get; set; }

    /// <summary>The error code, or 0 if there was no error.</summary>
    public ErrorCode ErrorCode { get; set; }

    /// <summary>The error message, or null if there was no error.</summary>
    public string? ErrorMessage { get; set; } = "";

    /// <inheritdoc/>
    protected internal override void Fields(Wire wire)
    {
        Key = wire.String(Key);
        NodeId = wire.Int32(NodeId);
        Host = wire.String(Host);
        Port = wire.Int32(Port);
        ErrorCode = wire.ErrorCode(ErrorCode);
        ErrorMessage = wire.NullableString(ErrorMessage);
    }
}
