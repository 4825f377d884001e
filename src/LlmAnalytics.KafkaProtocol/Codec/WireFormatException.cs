namespace LlmAnalytics.KafkaProtocol.Codec;

/// <summary>Bytes that are no valid message: too short, a length that can't be, text that is not UTF-8.</summary>
public sealed class WireFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and at which byte.</param>
    /// <param name="innerException">The technical cause, if there is one.</param>
    public WireFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
