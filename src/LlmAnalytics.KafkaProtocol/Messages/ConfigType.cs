namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The type of a setting's value, by Kafka's numbers. On the wire every value is text.</summary>
public enum ConfigType : sbyte
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean = 1,

    /// <summary>Text.</summary>
    String = 2,

    /// <summary>A number of 32 bits.</summary>
    Int = 3,

    /// <summary>A number of 16 bits.</summary>
    Short = 4,

    /// <summary>A number of 64 bits.</summary>
    Long = 5,

    /// <summary>A number with a fraction.</summary>
    Double = 6,

    /// <summary>Texts with commas between them.</summary>
    List = 7,

    /// <summary>The name of a Java class.</summary>
    Class = 8,

    /// <summary>Secret text, which the broker doesn't tell.</summary>
    Password = 9,
}
