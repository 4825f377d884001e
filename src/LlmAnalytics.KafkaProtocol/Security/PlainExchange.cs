using System.Text;

namespace LlmAnalytics.KafkaProtocol.Security;

/// <summary>PLAIN (RFC 4616): user and password as they are, so only TLS keeps them secret.</summary>
internal sealed class PlainExchange(PasswordCredentials credentials) : ISaslExchange
{
    public ValueTask<byte[]> StartAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(Encoding.UTF8.GetBytes($"\0{credentials.UserName}\0{credentials.Password}"));

    public byte[]? Continue(byte[] challenge) => null;
}
