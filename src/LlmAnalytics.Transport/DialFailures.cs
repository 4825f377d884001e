using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace LlmAnalytics.Transport;

/// <summary>Finds the cause behind what sockets and TLS throw. The only place that reads their messages.</summary>
internal static partial class DialFailures
{
    /// <summary>No address of the host could be connected to.</summary>
    public static DialException WhileConnecting(AggregateException failures, ServerEndPoint endPoint)
    {
        var errors = failures.InnerExceptions.OfType<SocketException>().ToList();
        if (errors.Exists(error => error.SocketErrorCode == SocketError.ConnectionRefused))
        {
            return new DialException(DialFailure.Refused, endPoint, $"{endPoint} refused the connection: nothing listens there.", failures);
        }

        return errors.Find(error => error.SocketErrorCode is SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown) is { } error
            ? new DialException(DialFailure.HostUnreachable, endPoint, $"{endPoint} can't be reached: {error.Message.TrimEnd('.')}.", failures)
            : new DialException(
                errors.Exists(e => e.SocketErrorCode == SocketError.TimedOut) ? DialFailure.NotResponding : DialFailure.Closed,
                endPoint, $"Connecting to {endPoint} failed: {failures.InnerExceptions[0].Message.TrimEnd('.')}.", failures);
    }

    /// <summary>The TLS handshake broke off, not by our own rejection.</summary>
    public static DialException WhileHandshaking(Exception failure, ServerEndPoint endPoint, TlsOptions options) =>
        Alert(failure, endPoint, options)
        ?? new DialException(DialFailure.TlsHandshake, endPoint, $"The TLS handshake with {endPoint} failed: {Innermost(failure).Message.TrimEnd('.')}.", failure);

    /// <summary>An open connection broke.</summary>
    public static DialException WhileOpen(Exception failure, ServerEndPoint endPoint, TlsOptions options) =>
        Alert(failure, endPoint, options) ?? (failure is EndOfStreamException
            ? new DialException(DialFailure.Closed, endPoint, $"{endPoint} closed the connection.", failure)
            : new DialException(DialFailure.Closed, endPoint, $"The connection to {endPoint} broke: {Innermost(failure).Message.TrimEnd('.')}.", failure));

    /// <summary>A TLS alert of the server (RFC 8446, 6.2): it says what the server thinks of our certificate.</summary>
    public static DialException? Alert(Exception failure, ServerEndPoint endPoint, TlsOptions options)
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
            return new DialException(DialFailure.ClientCertificateRequired, endPoint, $"{endPoint} asks for a client certificate, and none was given.", failure);
        }

        return isAboutCertificate
            ? new DialException(DialFailure.ClientCertificateRejected, endPoint,
                $"{endPoint} rejected the client certificate '{options.ClientCertificate?.Subject}': {alert}.", failure)
            : new DialException(DialFailure.TlsHandshake, endPoint, $"{endPoint} broke off the TLS handshake: {alert}.", failure);
    }

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var current = failure; current is not null; current = current.InnerException)
        {
            yield return current;
        }
    }

    private static Exception Innermost(Exception failure) => Chain(failure).Last();

    // OpenSSL: "error:0A000412:SSL routines::sslv3 alert bad certificate", "...::tlsv13 alert certificate required".
    [GeneratedRegex("alert (?<name>[a-z ]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AlertText();
}
