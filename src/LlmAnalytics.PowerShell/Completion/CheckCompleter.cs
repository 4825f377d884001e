using System.Collections;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>The base of completers for the names of checks, in the order in which the checks are shown.</summary>
public abstract class CheckCompleter : LlmCompleter
{
    private readonly IReadOnlyList<string> _names;
    private readonly IReadOnlyDictionary<string, string> _descriptions;

    private protected CheckCompleter(IReadOnlyList<string> names, IReadOnlyDictionary<string, string> descriptions) =>
        (_names, _descriptions) = (names, descriptions);

    /// <inheritdoc/>
    private protected override IEnumerable<KeyValuePair<string, string>> Values(IDictionary boundParameters) =>
        _names.Select(name => KeyValuePair.Create(name, _descriptions.GetValueOrDefault(name, name)));
}
