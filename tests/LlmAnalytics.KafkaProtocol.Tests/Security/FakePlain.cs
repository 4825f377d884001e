using System.Text;

namespace LlmAnalytics.KafkaProtocol.Tests.Security;

/// <summary>PLAIN (RFC 4616) as Kafka's broker does it.</summary>
internal sealed class FakePlain(string user, string password) : IFakeSasl
{
    public FakeSaslStep Next(byte[] message) => Encoding.UTF8.GetString(message) == $"\0{user}\0{password}"
        ? new FakeSaslStep([], IsDone: true)
        : FakeSaslStep.Refused("Authentication failed: Invalid username or password");
}
