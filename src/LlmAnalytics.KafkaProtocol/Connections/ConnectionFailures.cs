using System.Net.Sockets;
using System.Text.RegularExpressions;
using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Security;

namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>Finds the cause behind what sockets and TLS throw. The only place that reads their messages.</summary>
internal static partial class ConnectionFailures
{
    /// <summary>No address of the host could be connected to.</summary>
    public static BrokerConnectionException WhileConnecting(AggregateException failures, BrokerEndPoint endPoint)
    {
        var errors = failures.InnerExceptions.OfType<SocketException>().ToList();
        if (errors.Exists(error => error.SocketErrorCode == SocketError.ConnectionRefused))
        {
            return new BrokerConnectionException(ConnectionFailure.Refused, endPoint, $"{endPoint} refused the connection: nothing listens there.", failures);
        }

        return errors.Find(error => error.SocketErrorCode is SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown) is { } error
            ? new BrokerConnectionException(ConnectionFailure.HostUnreachable, endPoint, $"{endPoint} can't be reached: {error.Message.TrimEnd('.')}.", failures)
            : new BrokerConnectionException(
                errors.Exists(e => e.SocketErrorCode == SocketError.TimedOut) ? ConnectionFailure.NotResponding : ConnectionFailure.Closed,
                endPoint, $"Connecting to {endPoint} failed: {failures.InnerExceptions[0].Message.TrimEnd('.')}.", failures);
    }

    /// <summary>The TLS handshake broke off, not by our own rejection.</summary>
    public static BrokerConnectionException WhileHandshaking(Exception failure, BrokerEndPoint endPoint, TlsOptions options) =>
        Alert(failure, endPoint, options)
        ?? new BrokerConnectionException(ConnectionFailure.TlsHandshake, endPoint, $"The TLS handshake with {endPoint} failed: {Innermost(failure).Message.TrimEnd('.')}.", failure);

    /// <summary>An open connection broke, or what arrived on it is not Kafka's.</summary>
    public static BrokerConnectionException WhileOpen(
        Exception failure, BrokerEndPoint endPoint, ConnectionOptions options, ReadOnlySpan<byte> received, bool mayHaveBeenReceived)
    {
        if (options.Tls is not null && Alert(failure, endPoint, options.Tls) is { } alert)
        {
            return alert;
        }

        return failure switch
        {
            FrameSizeException when received is [0x15, 0x03, ..] => new BrokerConnectionException(ConnectionFailure.ExpectsTls, endPoint,
                $"{endPoint} speaks TLS and was spoken to in plain text.", failure),
            FrameSizeException => new BrokerConnectionException(ConnectionFailure.NotABroker, endPoint,
                $"What listens at {endPoint} is not a Kafka broker: it sent '{Printable(received)}'.", failure),
            WireFormatException => new BrokerConnectionException(ConnectionFailure.NotABroker, endPoint,
                $"What listens at {endPoint} is not a Kafka broker: it sent no answer that can be read. {failure.Message}", failure),
            ObjectDisposedException or OperationCanceledException => new BrokerConnectionException(ConnectionFailure.Closed, endPoint,
                $"The connection to {endPoint} was closed here.", failure) { RequestMayHaveBeenReceived = mayHaveBeenReceived },
            EndOfStreamException => new BrokerConnectionException(ConnectionFailure.Closed, endPoint,
                $"{endPoint} closed the connection.", failure) { RequestMayHaveBeenReceived = mayHaveBeenReceived },
            _ => new BrokerConnectionException(ConnectionFailure.Closed, endPoint,
                $"The connection to {endPoint} broke: {Innermost(failure).Message.TrimEnd('.')}.", failure) { RequestMayHaveBeenReceived = mayHaveBeenReceived },
        };
    }

    /// <summary>What has proved to be a broker sent what is no response.</summary>
    public static BrokerConnectionException NoResponse(Exception failure, BrokerEndPoint endPoint, bool mayHaveBeenReceived) =>
        new(ConnectionFailure.MalformedResponse, endPoint, $"{endPoint} sent what is no response. {failure.Message}", failure) { RequestMayHaveBeenReceived = mayHaveBeenReceived };

    /// <summary>A TLS alert of the broker (RFC 8446, 6.2): it says what the broker thinks of our certificate.</summary>
    private static BrokerConnectionException? Alert(Exception failure, BrokerEndPoint endPoint, TlsOptions options)
    {
        var text = string.Join(" ", Chain(failure).Select(e => e.Message));
        var isAlert = AlertText().Match(text);
        if (!isAlert.Success)
        {
            return null;
        }

        var alert = isAlert.Groups["name"].Value.Trim();
        var isAboutCertificate = alert.Contains("certificate", StringComparison.OrdinalIgnoreCase) || alert.Contains("unknown ca", StringComparison.OrdinalIgnoreCase);
        if (options.ClientCertificate is null && (isAboutCertificate || alert.Contains("handshake failure", StringComparison.OrdinalIgnoreCase)))
        {
            return new BrokerConnectionException(ConnectionFailure.ClientCertificateRequired, endPoint, $"{endPoint} asks for a client certificate, and none was given.", failure);
        }

        return isAboutCertificate
            ? new BrokerConnectionException(ConnectionFailure.ClientCertificateRejected, endPoint,
                $"{endPoint} rejected the client certificate '{options.ClientCertificate?.Subject}': {alert}.", failure)
            : new BrokerConnectionException(ConnectionFailure.TlsHandshake, endPoint, $"{endPoint} broke off the TLS handshake: {alert}.", failure);
    }

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var current = failure; current is not null; current = current.InnerException)
        {
            yield return current;
        }
    }

    private static Exception Innermost(Exception failure) => Chain(failure).Last();

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = new char[Math.Min(bytes.Length, 24)];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = bytes[i] is >= 0x20 and < 0x7f ? (char)bytes[i] : '.';
        }

        return new string(text);
    }

    // OpenSSL: "error:0A000412:SSL routines::sslv3 alert bad certificate", "...::tlsv13 alert certificate required".
    [GeneratedRegex("alert (?<name>[a-z ]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AlertText();
}
