using System.Collections;
using LlmAnalytics.PowerShell.Acls;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>The base of completers for the words of ACLs.</summary>
public abstract class AclWordCompleter : LlmCompleter
{
    private readonly AclWords _words;

    private protected AclWordCompleter(AclWords words) => _words = words;

    /// <inheritdoc/>
    private protected sealed override IEnumerable<KeyValuePair<string, string>> Values(IDictionary boundParameters) => _words.All;
}

/// <summary>Completes kinds of resources.</summary>
public sealed class AclResourceTypeCompleter() : AclWordCompleter(AclWords.ResourceTypes);

/// <summary>Completes kinds of patterns.</summary>
public sealed class AclPatternTypeCompleter() : AclWordCompleter(AclWords.PatternTypes);

/// <summary>Completes operations.</summary>
public sealed class AclOperationCompleter() : AclWordCompleter(AclWords.Operations);

/// <summary>Completes permissions.</summary>
public sealed class AclPermissionCompleter() : AclWordCompleter(AclWords.Permissions);
