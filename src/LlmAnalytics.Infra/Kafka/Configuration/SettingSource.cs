namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>Who gave a setting. A higher value wins.</summary>
internal enum SettingLayer
{
    /// <summary>The file that the environment variable <c>KAFKA_CONFIG_FILE</c> names.</summary>
    EnvironmentFile,

    /// <summary>An environment variable of its own.</summary>
    Environment,

    /// <summary>The caller's configuration file.</summary>
    ConfigFile,

    /// <summary>The caller's <c>-Property</c>.</summary>
    Property,

    /// <summary>A parameter of its own: the credential or the bootstrap servers.</summary>
    Parameter,
}

/// <summary>Where a setting came from, in the operator's words.</summary>
/// <param name="Layer">Who gave it.</param>
/// <param name="Description"><c>admin.properties line 3</c>, <c>-Property</c>, <c>environment variable KAFKA_CLIENT_ID</c>.</param>
/// <param name="Folder">The folder of the file that it came from, or the caller's current one; null where there is none.</param>
internal sealed record SettingSource(SettingLayer Layer, string Description, string? Folder = null)
{
    /// <inheritdoc/>
    public override string ToString() => Description;
}
