namespace LlmAnalytics.KafkaProtocol.Tests.Security;

/// <summary>The server's side of one SASL exchange.</summary>
internal interface IFakeSasl
{
    FakeSaslStep Next(byte[] message);
}

/// <summary>What the server says to one message of the client.</summary>
/// <param name="Answer">The bytes of the mechanism.</param>
/// <param name="IsDone">Whether the client is authenticated now.</param>
/// <param name="Refusal">Why the client is refused; null where it isn't.</param>
internal sealed record FakeSaslStep(byte[] Answer, bool IsDone = false, string? Refusal = null)
{
    public static FakeSaslStep Refused(string why) => new([], Refusal: why);
}
