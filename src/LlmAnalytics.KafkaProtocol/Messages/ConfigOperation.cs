namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>What to do with a setting, by Kafka's numbers.</summary>
public enum ConfigOperation : sbyte
{
    /// <summary>Gives it a value.</summary>
    Set = 0,

    /// <summary>Takes its value away, so that the default holds.</summary>
    Delete = 1,

    /// <summary>Adds elements to a list.</summary>
    Append = 2,

    /// <summary>Takes elements from a list.</summary>
    Subtract = 3,
}
