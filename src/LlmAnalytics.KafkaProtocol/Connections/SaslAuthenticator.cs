using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.KafkaProtocol.Security;
using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>Authenticates a connection: SaslHandshake names the mechanism, SaslAuthenticate carries its messages (KIP-152).</summary>
internal static class SaslAuthenticator
{
    /// <returns>How long the broker lets the session live; null for without end (KIP-368).</returns>
    public static async Task<TimeSpan?> AuthenticateAsync(BrokerConnection connection, SaslCredentials credentials, CancellationToken cancellationToken)
    {
        var handshake = await connection.SendAsync(new SaslHandshakeRequest { Mechanism = credentials.Mechanism }, cancellationToken).ConfigureAwait(false);
        switch (handshake.ErrorCode)
        {
            case ErrorCode.None:
                break;
            case ErrorCode.UnsupportedSaslMechanism:
                throw Failure(connection, ConnectionFailure.MechanismNotOffered,
                    $"{connection.EndPoint} doesn't offer {credentials.Mechanism}; it offers {string.Join(", ", handshake.Mechanisms)}.");
            case ErrorCode.IllegalSaslState:
                throw Failure(connection, ConnectionFailure.AuthenticationNotExpected,
                    $"The listener {connection.EndPoint} doesn't use SASL, and the connection was to authenticate by {credentials.Mechanism}.");
            default:
                throw Failure(connection, ConnectionFailure.AuthenticationFailed,
                    $"{connection.EndPoint} refused to authenticate by {credentials.Mechanism}: {handshake.ErrorCode.KafkaName()}.");
        }

        ISaslExchange exchange = credentials switch
        {
            TokenCredentials token => new OAuthBearerExchange(token),
            PasswordCredentials { Mechanism: "PLAIN" } plain => new PlainExchange(plain),
            PasswordCredentials scram => new ScramExchange(scram),
            _ => throw new NotSupportedException(credentials.Mechanism),
        };
        var next = await exchange.StartAsync(cancellationToken).ConfigureAwait(false);
        var response = new SaslAuthenticateResponse();
        while (next is not null)
        {
            response = await connection.SendAsync(new SaslAuthenticateRequest { AuthBytes = next }, cancellationToken).ConfigureAwait(false);
            if (response.ErrorCode != ErrorCode.None)
            {
                throw Failure(connection, ConnectionFailure.AuthenticationFailed, Refusal(connection.EndPoint, credentials, response));
            }

            next = Continue(connection, exchange, response.AuthBytes);
        }

        return response.SessionLifetimeMs > 0 ? TimeSpan.FromMilliseconds(response.SessionLifetimeMs) : null;
    }

    private static byte[]? Continue(BrokerConnection connection, ISaslExchange exchange, byte[] challenge)
    {
        try
        {
            return exchange.Continue(challenge);
        }
        catch (SaslException e)
        {
            throw new BrokerConnectionException(ConnectionFailure.ServerNotAuthenticated, connection.EndPoint,
                $"{connection.EndPoint} failed to authenticate itself: {e.Message}.", e);
        }
    }

    private static string Refusal(ServerEndPoint endPoint, SaslCredentials credentials, SaslAuthenticateResponse response)
    {
        var who = credentials is PasswordCredentials password ? $"user '{password.UserName}'" : "the token";
        var why = string.IsNullOrEmpty(response.ErrorMessage) ? response.ErrorCode.KafkaName() : response.ErrorMessage;
        return $"{endPoint} refused {who} by {credentials.Mechanism}: {why.TrimEnd('.')}.";
    }

    private static BrokerConnectionException Failure(BrokerConnection connection, ConnectionFailure failure, string message) =>
        new(failure, connection.EndPoint, message);
}
