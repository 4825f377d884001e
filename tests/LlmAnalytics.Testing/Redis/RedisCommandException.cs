namespace LlmAnalytics.Testing;

/// <summary>A test node answered a command with an error.</summary>
public sealed class RedisCommandException(string message) : Exception(message);
