using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>The base of completers: a failure leaves the list empty, since nobody can be told while a key is pressed.</summary>
public abstract class LlmCompleter : IArgumentCompleter
{
    private protected LlmCompleter()
    {
    }

    /// <summary>The values to choose from, each with its tooltip.</summary>
    private protected abstract IEnumerable<KeyValuePair<string, string>> Values(IDictionary boundParameters);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return [.. CompletionText.Matching(Values(fakeBoundParameters), wordToComplete)];
        }
#pragma warning disable CA1031 // Whatever the engine or the network does, a key press has no error stream.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }
}
