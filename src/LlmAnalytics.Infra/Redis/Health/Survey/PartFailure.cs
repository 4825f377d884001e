namespace LlmAnalytics.Infra.Redis.Health.Survey;

/// <summary>Why a part of a node's answers is missing.</summary>
/// <param name="Reason">In words, without the node's name.</param>
/// <param name="IsUnsupported">Whether the server merely doesn't have the command.</param>
internal sealed record PartFailure(string Reason, bool IsUnsupported = false);
