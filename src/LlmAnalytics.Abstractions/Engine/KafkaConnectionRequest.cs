using System.Net;

namespace LlmAnalytics.Engine;

/// <summary>
/// What a caller gave to describe a connection, unresolved. The engine puts it together with the environment and the defaults:
/// <see cref="BootstrapServers"/> and <see cref="Credential"/> over <see cref="Properties"/> over <see cref="ConfigFile"/> over the environment.
/// </summary>
public sealed record KafkaConnectionRequest
{
    /// <summary>Addresses as <c>host:port</c>, any of which leads to the cluster; null or empty where not given.</summary>
    public IReadOnlyList<string>? BootstrapServers { get; init; }

    /// <summary>The full path of a Java client configuration; null where not given.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Settings by Java's or librdkafka's names; null where not given.</summary>
    public IReadOnlyDictionary<string, string>? Properties { get; init; }

    /// <summary>The folder in which relative paths in <see cref="Properties"/> are meant; null for the process's working directory.</summary>
    public string? Folder { get; init; }

    /// <summary>The SASL user and password (for OAUTHBEARER: client id and secret); null where not given.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>True where nothing was given: environment and defaults describe the connection alone.</summary>
    public bool IsEmpty => BootstrapServers is not { Count: > 0 } && ConfigFile is null && Properties is not { Count: > 0 } && Credential is null;
}
