using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Codec;

/// <summary>Fields that have a type of their own here and a plain number on the wire.</summary>
public static class WireExtensions
{
    /// <summary>An error code: two bytes. A code that is not in the enumeration is kept as its number.</summary>
    public static ErrorCode ErrorCode(this Wire wire, ErrorCode value)
    {
        ArgumentNullException.ThrowIfNull(wire);
        return (ErrorCode)wire.Int16((short)value);
    }
}
