namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>How brokers are spoken to.</summary>
internal enum KafkaSecurityProtocol
{
    /// <summary>In the clear, anonymous.</summary>
    Plaintext,

    /// <summary>TLS, anonymous or by client certificate.</summary>
    Ssl,

    /// <summary>SASL in the clear.</summary>
    SaslPlaintext,

    /// <summary>SASL inside TLS.</summary>
    SaslSsl,
}

/// <summary>Kafka's names of the protocols.</summary>
internal static class SecurityProtocols
{
    private static readonly string[] Names = ["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"];

    /// <summary>Kafka's name: <c>SASL_SSL</c>.</summary>
    internal static string KafkaName(this KafkaSecurityProtocol protocol) => Names[(int)protocol];

    internal static bool UsesTls(this KafkaSecurityProtocol protocol) => protocol is KafkaSecurityProtocol.Ssl or KafkaSecurityProtocol.SaslSsl;

    internal static bool UsesSasl(this KafkaSecurityProtocol protocol) => protocol is KafkaSecurityProtocol.SaslPlaintext or KafkaSecurityProtocol.SaslSsl;

    /// <summary>Reads a name in upper or lower case, as both clients do.</summary>
    internal static bool TryParse(string text, out KafkaSecurityProtocol protocol)
    {
        var index = Array.FindIndex(Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        protocol = (KafkaSecurityProtocol)Math.Max(index, 0);
        return index >= 0;
    }
}
