namespace LlmAnalytics.Testing;

/// <summary>A listener of the test brokers; each broker has every one of them on its own loopback port.</summary>
public enum ListenerKind
{
    /// <summary>No TLS, no authentication: everybody is <c>User:ANONYMOUS</c>, a super user.</summary>
    Plaintext,

    /// <summary>SASL_PLAINTEXT with PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512.</summary>
    Sasl,

    /// <summary>TLS with a required client certificate; the principal is <c>User:CN=client</c>, without rights.</summary>
    Ssl,

    /// <summary>SASL_SSL with PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512; no client certificate.</summary>
    SaslSsl,

    /// <summary>SASL_PLAINTEXT with OAUTHBEARER only; the principal is the token's <c>sub</c>.</summary>
    OAuth,

    /// <summary>
    /// As <see cref="Plaintext"/>, through a <see cref="RequestCounter"/> in front of each broker that clients keep being
    /// led through; only with <see cref="KafkaClusterOptions.CountRequests"/>.
    /// </summary>
    Counted,
}
