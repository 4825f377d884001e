namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>A token as the token endpoint gave it. Deliberately no record: nothing that prints it shows the token.</summary>
internal sealed class BearerToken(string value, string principal, DateTimeOffset expiresAt)
{
    /// <summary>The token, as SASL carries it.</summary>
    internal string Value { get; } = value;

    /// <summary>Whom the token is for: its <c>sub</c> claim where it can be read, else the client id. librdkafka asks for it.</summary>
    internal string Principal { get; } = principal;

    /// <summary>When the token ends.</summary>
    internal DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <inheritdoc/>
    public override string ToString() => $"token of {Principal} until {ExpiresAt:u}";
}
