namespace LlmAnalytics.KafkaProtocol.Security;

/// <summary>The client's side of one SASL exchange: a message at a time.</summary>
internal interface ISaslExchange
{
    /// <summary>The client's first message.</summary>
    ValueTask<byte[]> StartAsync(CancellationToken cancellationToken);

    /// <summary>The answer to a message of the server; null where the exchange is complete.</summary>
    /// <exception cref="SaslException">The server's message is not what the mechanism asks for, or doesn't prove what it has to.</exception>
    byte[]? Continue(byte[] challenge);
}

/// <summary>The server's part of a SASL exchange is wrong.</summary>
/// <param name="message">What is wrong; never a secret.</param>
internal sealed class SaslException(string message) : Exception(message);
