namespace LlmAnalytics.KafkaProtocol.Security;

/// <summary>Who a connection says it is by SASL, and how it proves it. <c>ToString</c> never shows a secret.</summary>
/// <param name="Mechanism">The mechanism by its registered name: <c>PLAIN</c>, <c>SCRAM-SHA-256</c>, <c>SCRAM-SHA-512</c>, <c>OAUTHBEARER</c>.</param>
public abstract record SaslCredentials(string Mechanism);

/// <summary>User and password for <c>PLAIN</c>, <c>SCRAM-SHA-256</c> and <c>SCRAM-SHA-512</c>.</summary>
public sealed record PasswordCredentials : SaslCredentials
{
    /// <summary>Creates the credentials.</summary>
    /// <param name="mechanism"><c>PLAIN</c>, <c>SCRAM-SHA-256</c> or <c>SCRAM-SHA-512</c>.</param>
    /// <param name="userName">The user.</param>
    /// <param name="password">The password.</param>
    public PasswordCredentials(string mechanism, string userName, string password)
        : base(mechanism)
    {
        UserName = userName;
        Password = password;
    }

    /// <summary>The user.</summary>
    public string UserName { get; }

    /// <summary>The password. Internal, so that nothing that prints or serializes the object shows it.</summary>
    internal string Password { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Mechanism} user {UserName}";
}

/// <summary>A bearer token for <c>OAUTHBEARER</c> (RFC 7628).</summary>
public sealed record TokenCredentials : SaslCredentials
{
    /// <summary>Creates the credentials.</summary>
    /// <param name="acquireToken">Gives a token that is valid now; called once a broker connection, so it should cache.</param>
    /// <param name="extensions">SASL extensions (KIP-342) to send with the token.</param>
    public TokenCredentials(Func<CancellationToken, ValueTask<string>> acquireToken, IReadOnlyDictionary<string, string>? extensions = null)
        : base("OAUTHBEARER")
    {
        AcquireToken = acquireToken;
        Extensions = extensions ?? new Dictionary<string, string>();
    }

    /// <summary>Gives a token that is valid now.</summary>
    public Func<CancellationToken, ValueTask<string>> AcquireToken { get; }

    /// <summary>SASL extensions (KIP-342) to send with the token.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; }

    /// <inheritdoc/>
    public override string ToString() => Mechanism;
}
