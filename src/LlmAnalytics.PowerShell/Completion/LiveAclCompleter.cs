using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Pipeline;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>The base of completers for what stands in the cluster's ACLs.</summary>
public abstract class LiveAclCompleter : LiveCompleter<KafkaConnection>
{
    private readonly Func<KafkaAcl, string> _part;

    private protected LiveAclCompleter(Func<KafkaAcl, string> part) => _part = part;

    /// <inheritdoc/>
    private protected sealed override async Task<IReadOnlyList<KeyValuePair<string, string>>> AskAsync(KafkaConnection connection, CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var acl in connection.Cluster.Acls.GetAsync(new AclFilter(), new SilentOperation(), cancellationToken))
        {
            counts[_part(acl)] = counts.GetValueOrDefault(_part(acl)) + 1;
        }

        return [.. counts.Select(count => KeyValuePair.Create(count.Key, $"{count.Value} {(count.Value == 1 ? "ACL" : "ACLs")} on {connection.BootstrapServers}"))];
    }
}

/// <summary>Completes principals that have ACLs.</summary>
public sealed class LiveAclPrincipalCompleter() : LiveAclCompleter(acl => acl.Principal);

/// <summary>Completes names that ACLs are written with.</summary>
public sealed class LiveAclResourceCompleter() : LiveAclCompleter(acl => acl.ResourceName);
