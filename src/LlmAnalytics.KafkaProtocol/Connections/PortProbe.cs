using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>
/// Finds out what listens at an address after it hung up: brokers close the connection without a word when they are spoken to in TLS on a plain port, in
/// plain text on a TLS port, or without SASL on a SASL port. Sends nothing that changes anything, and never credentials.
/// </summary>
public static class PortProbe
{
    /// <summary>Looks for a better explanation of a broken connection.</summary>
    /// <param name="broken">What is known.</param>
    /// <param name="options">How the connection was made.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The explanation; <paramref name="broken"/> itself where there is no better one.</returns>
    public static async Task<BrokerConnectionException> ExplainAsync(BrokerConnectionException broken, ConnectionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(broken);
        ArgumentNullException.ThrowIfNull(options);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.ProbeTimeout);
        try
        {
            return (options.Tls is null
                ? await ExplainPlainAsync(broken, options, deadline.Token).ConfigureAwait(false)
                : await ExplainTlsAsync(broken, options, deadline.Token).ConfigureAwait(false)) ?? broken;
        }
        catch (Exception e) when (e is BrokerConnectionException or DialException or OperationCanceledException)
        {
            return broken; // the probe failed too: what was known stands
        }
    }

    private static async Task<BrokerConnectionException?> ExplainPlainAsync(BrokerConnectionException broken, ConnectionOptions options, CancellationToken cancellationToken)
    {
        var endPoint = broken.EndPoint;
        if (await SpeaksTlsAsync(endPoint, cancellationToken).ConfigureAwait(false))
        {
            return new BrokerConnectionException(ConnectionFailure.ExpectsTls, endPoint, $"{endPoint} speaks TLS and was spoken to in plain text.", broken);
        }

        return options.Sasl is null && await OfferedMechanismsAsync(endPoint, cancellationToken).ConfigureAwait(false) is { } mechanisms
            ? new BrokerConnectionException(ConnectionFailure.AuthenticationRequired, endPoint,
                $"The listener {endPoint} asks for SASL ({mechanisms}), and the connection was to use none.", broken)
            : null;
    }

    private static async Task<BrokerConnectionException?> ExplainTlsAsync(BrokerConnectionException broken, ConnectionOptions options, CancellationToken cancellationToken)
    {
        var endPoint = broken.EndPoint;
        if (options.Sasl is null && broken.Failure == ConnectionFailure.Closed)
        {
            return await OfferedMechanismsAsync(endPoint, cancellationToken, options.Tls).ConfigureAwait(false) is { } mechanisms
                ? new BrokerConnectionException(ConnectionFailure.AuthenticationRequired, endPoint,
                    $"The listener {endPoint} asks for SASL ({mechanisms}), and the connection was to use none.", broken)
                : null;
        }

        await using var connection = await BareAsync(endPoint, null, cancellationToken).ConfigureAwait(false);
        return new BrokerConnectionException(ConnectionFailure.ExpectsPlaintext, endPoint, $"{endPoint} speaks plain text and was spoken to in TLS.", broken);
    }

    /// <summary>The mechanisms of a SASL listener; null where it doesn't use SASL.</summary>
    private static async Task<string?> OfferedMechanismsAsync(ServerEndPoint endPoint, CancellationToken cancellationToken, TlsOptions? tls = null)
    {
        await using var connection = await BareAsync(endPoint, tls, cancellationToken).ConfigureAwait(false);
        var response = await connection.SendAsync(new SaslHandshakeRequest { Mechanism = "NONE" }, cancellationToken).ConfigureAwait(false);
        return response.ErrorCode == ErrorCode.UnsupportedSaslMechanism ? string.Join(", ", response.Mechanisms) : null;
    }

    private static Task<BrokerConnection> BareAsync(ServerEndPoint endPoint, TlsOptions? tls, CancellationToken cancellationToken) =>
        new BrokerConnector(endPoint, new ConnectionOptions { Tls = tls, OpenTimeout = Timeout.InfiniteTimeSpan }) { ExplainFailures = false }.OpenAsync(cancellationToken);

    private static async Task<bool> SpeaksTlsAsync(ServerEndPoint endPoint, CancellationToken cancellationToken) => await ServerDial.OffersTlsAsync(
        await ServerDial.ConnectAsync(endPoint, null, cancellationToken).ConfigureAwait(false), endPoint.Host, cancellationToken).ConfigureAwait(false);
}
