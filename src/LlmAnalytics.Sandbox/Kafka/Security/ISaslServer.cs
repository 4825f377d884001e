namespace LlmAnalytics.Sandbox.Kafka.Security;

/// <summary>The server's side of a SASL mechanism, for one exchange.</summary>
internal interface ISaslServer
{
    /// <summary>Takes the client's next message.</summary>
    SaslStep Next(byte[] message);
}

/// <summary>The server's answer.</summary>
/// <param name="Answer">What goes to the client.</param>
/// <param name="UserName">Who it is, where the exchange is done; null before.</param>
/// <param name="Refusal">Why the exchange failed; null where it didn't.</param>
internal readonly record struct SaslStep(byte[] Answer, string? UserName = null, string? Refusal = null)
{
    /// <summary>The exchange failed.</summary>
    public static SaslStep Refused(string why) => new([], Refusal: why);
}
