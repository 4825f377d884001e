using System.Text;

namespace LlmAnalytics.KafkaProtocol.Security;

/// <summary>OAUTHBEARER (RFC 7628) with Kafka's SASL extensions (KIP-342).</summary>
internal sealed class OAuthBearerExchange(TokenCredentials credentials) : ISaslExchange
{
    public async ValueTask<byte[]> StartAsync(CancellationToken cancellationToken)
    {
        var token = await credentials.AcquireToken(cancellationToken).ConfigureAwait(false);
        var message = new StringBuilder("n,,\u0001auth=Bearer ").Append(token);
        foreach (var (name, value) in credentials.Extensions)
        {
            message.Append('\u0001').Append(name).Append('=').Append(value);
        }

        return Encoding.UTF8.GetBytes(message.Append("\u0001\u0001").ToString());
    }

    /// <summary>Success has no message. A refusal has a JSON text, which the client must answer with one byte before the server says so (RFC 7628, 3.2.3).</summary>
    public byte[]? Continue(byte[] challenge) => challenge.Length == 0 ? null : [0x01];
}
