using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>A request or a response: what follows the header in a frame.</summary>
public abstract class KafkaMessage : WireStruct
{
    /// <summary>The request that the message is or answers.</summary>
    public abstract ApiSpec Api { get; }
}

/// <summary>A request.</summary>
/// <typeparam name="TResponse">What answers it.</typeparam>
public abstract class KafkaRequest<TResponse> : KafkaMessage
    where TResponse : KafkaMessage, new();
