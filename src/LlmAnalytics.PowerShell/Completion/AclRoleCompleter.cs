using System.Collections;
using LlmAnalytics.PowerShell.Loading;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>Completes the names of the catalog's ACL roles.</summary>
public sealed class AclRoleCompleter : LlmCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<KeyValuePair<string, string>> Values(IDictionary boundParameters) =>
        EngineHost.Engine.Kafka.AclCatalog.Select(role =>
            KeyValuePair.Create(role.Role, $"{role.Description ?? role.Role} ({role.AclCount} ACLs for {role.Principal})"));
}
