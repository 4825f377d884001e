namespace LlmAnalytics.Testing;

/// <summary>A server program that speaks Redis' cluster protocol.</summary>
/// <param name="Name">What it is, for messages and names of tests: <c>Redis 8.2.3</c>.</param>
/// <param name="Path">The executable; null where it is not on this machine.</param>
/// <param name="HasTls">Whether it was built with TLS.</param>
public sealed record RedisServer(string Name, string? Path, bool HasTls)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
