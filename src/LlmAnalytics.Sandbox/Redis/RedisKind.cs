namespace LlmAnalytics.Sandbox.Redis;

/// <summary>What the Redis nodes of a sandbox are.</summary>
public enum RedisKind
{
    /// <summary>Server processes where the machine has a server program, else Garnet.</summary>
    Auto,

    /// <summary>Processes of <c>redis-server</c> or <c>valkey-server</c>.</summary>
    Server,

    /// <summary>Microsoft Garnet, inside this process.</summary>
    Garnet,

    /// <summary>No Redis.</summary>
    None,
}
