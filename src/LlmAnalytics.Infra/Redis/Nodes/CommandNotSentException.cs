namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>A command surely didn't reach the node: it may be sent again over another connection.</summary>
internal sealed class CommandNotSentException(Exception cause) : Exception(cause.Message, cause);
