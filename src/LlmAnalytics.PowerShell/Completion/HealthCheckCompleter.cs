using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>Completes the names of the checks of a Kafka cluster.</summary>
public sealed class HealthCheckCompleter() : CheckCompleter(HealthChecks.All, HealthChecks.Descriptions);
