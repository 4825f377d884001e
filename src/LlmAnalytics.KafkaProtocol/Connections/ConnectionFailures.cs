using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>What a failure says of the connection to a broker.</summary>
internal static class ConnectionFailures
{
    /// <summary>TCP or TLS failed.</summary>
    public static BrokerConnectionException WhileDialing(DialException failure) => new(Of(failure.Failure), failure.EndPoint, failure.Message, failure);

    /// <summary>An open connection broke, or what arrived on it is not Kafka's.</summary>
    public static BrokerConnectionException WhileOpen(
        Exception failure, ServerEndPoint endPoint, ConnectionOptions options, ReadOnlySpan<byte> received, bool mayHaveBeenReceived)
    {
        if (options.Tls is not null && ServerDial.FindAlert(failure, endPoint, options.Tls) is { } alert)
        {
            return WhileDialing(alert);
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
                $"The connection to {endPoint} broke: {failure.GetBaseException().Message.TrimEnd('.')}.", failure) { RequestMayHaveBeenReceived = mayHaveBeenReceived },
        };
    }

    /// <summary>What has proved to be a broker sent what is no response.</summary>
    public static BrokerConnectionException NoResponse(Exception failure, ServerEndPoint endPoint, bool mayHaveBeenReceived) =>
        new(ConnectionFailure.MalformedResponse, endPoint, $"{endPoint} sent what is no response. {failure.Message}", failure) { RequestMayHaveBeenReceived = mayHaveBeenReceived };

    private static ConnectionFailure Of(DialFailure failure) => failure switch
    {
        DialFailure.HostNotFound => ConnectionFailure.HostNotFound,
        DialFailure.HostUnreachable => ConnectionFailure.HostUnreachable,
        DialFailure.Refused => ConnectionFailure.Refused,
        DialFailure.NotResponding => ConnectionFailure.NotResponding,
        DialFailure.Closed => ConnectionFailure.Closed,
        DialFailure.ServerCertificateExpired => ConnectionFailure.ServerCertificateExpired,
        DialFailure.ServerCertificateWrongHost => ConnectionFailure.ServerCertificateWrongHost,
        DialFailure.ServerCertificateUntrusted => ConnectionFailure.ServerCertificateUntrusted,
        DialFailure.ClientCertificateRequired => ConnectionFailure.ClientCertificateRequired,
        DialFailure.ClientCertificateExpired => ConnectionFailure.ClientCertificateExpired,
        DialFailure.ClientCertificateRejected => ConnectionFailure.ClientCertificateRejected,
        DialFailure.TlsHandshake => ConnectionFailure.TlsHandshake,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, null),
    };

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = new char[Math.Min(bytes.Length, 24)];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = bytes[i] is >= 0x20 and < 0x7f ? (char)bytes[i] : '.';
        }

        return new string(text);
    }
}
