using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>Completes the names of the checks of a cluster's ACLs.</summary>
public sealed class AclCheckCompleter() : CheckCompleter(AclChecks.All, AclChecks.Descriptions);
