using System.Text;

namespace LlmAnalytics.KafkaProtocol.Tests.Security;

/// <summary>OAUTHBEARER (RFC 7628): takes one token; to any other it says why in JSON and waits for the client's one byte before it refuses.</summary>
internal sealed class FakeOAuth(string token) : IFakeSasl
{
    private int _messages;

    /// <summary>What the client sent, as text.</summary>
    public List<string> Received { get; } = [];

    public FakeSaslStep Next(byte[] message)
    {
        Received.Add(Encoding.UTF8.GetString(message));
        return ++_messages > 1
            ? FakeSaslStep.Refused("{\"status\":\"invalid_token\"}")
            : Received[0].Split('\u0001').Contains($"auth=Bearer {token}")
                ? new FakeSaslStep([], IsDone: true)
                : new FakeSaslStep("{\"status\":\"invalid_token\"}"u8.ToArray());
    }
}
