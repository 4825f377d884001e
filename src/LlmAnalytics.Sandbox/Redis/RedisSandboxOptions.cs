namespace LlmAnalytics.Sandbox.Redis;

/// <summary>Which Redis nodes to start.</summary>
public sealed record RedisSandboxOptions
{
    /// <summary>What they are.</summary>
    public RedisKind Kind { get; init; } = RedisKind.Auto;

    /// <summary>How many.</summary>
    public int Nodes { get; init; } = 6;

    /// <summary>Path or name of the server program; null looks for <c>redis-server</c> and <c>valkey-server</c> on the PATH.</summary>
    public string? ServerPath { get; init; }

    /// <summary>cluster-node-timeout in milliseconds: after this a silent node counts as failed.</summary>
    public int NodeTimeoutMs { get; init; } = 2000;

    /// <summary>Within which each node must answer.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);
}
