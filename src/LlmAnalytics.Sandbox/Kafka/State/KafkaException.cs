using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.Sandbox.Kafka.State;

/// <summary>A request, or an item of one, that a broker refuses.</summary>
/// <param name="code">The error code.</param>
/// <param name="message">What the broker says.</param>
internal sealed class KafkaException(ErrorCode code, string? message = null) : Exception(message)
{
    /// <summary>The error code.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>What the broker says; null for nothing.</summary>
    public string? Text { get; } = message;
}
