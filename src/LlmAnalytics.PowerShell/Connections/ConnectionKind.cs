using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Connections;

/// <summary>What tells the connections to one kind of server from those to another.</summary>
/// <param name="Server">The server, as the commands' names have it: <c>Kafka</c>.</param>
/// <param name="SettingInvalid">The ErrorId of parameters that can't be used.</param>
/// <param name="Disposed">The ErrorId of a connection that was closed, or isn't there.</param>
/// <param name="Target">What a connection leads to, for errors.</param>
internal sealed record ConnectionKind<TConnection>(string Server, string SettingInvalid, string Disposed, Func<TConnection, string> Target);

/// <summary>The kinds.</summary>
internal static class ConnectionKinds
{
    /// <summary>Kafka clusters.</summary>
    public static ConnectionKind<KafkaConnection> Kafka { get; } =
        new("Kafka", ErrorIds.KafkaSettingInvalid, ErrorIds.KafkaConnectionDisposed, connection => connection.BootstrapServers);

    /// <summary>Redis clusters.</summary>
    public static ConnectionKind<RedisConnection> Redis { get; } =
        new("Redis", ErrorIds.RedisSettingInvalid, ErrorIds.RedisConnectionDisposed, connection => connection.Target);
}
