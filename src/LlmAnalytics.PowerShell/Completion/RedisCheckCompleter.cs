using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>Completes the names of the checks of a Redis cluster.</summary>
public sealed class RedisCheckCompleter() : CheckCompleter(RedisChecks.All, RedisChecks.Descriptions);
