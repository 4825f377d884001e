using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Catalog;
using LlmAnalytics.PowerShell.Completion;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>
/// Deletes topics with all their records, and waits until no broker knows them. Asks for each topic; for topics that a wildcard chose it asks once more,
/// with their names, whatever the preferences say.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "LlmKafkaTopic", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(KafkaTopicResult))]
public sealed class RemoveLlmKafkaTopicCommand : KafkaCommand
{
    private readonly List<string> _exact = [];
    private readonly List<string> _patterns = [];

    /// <summary>Names, with wildcards. Wildcards never match the topics that Kafka keeps for itself.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("TopicName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LiveTopicCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Deletes what a wildcard chose without the additional question. The confirmation of each topic stays, until -Confirm:$false.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override void Collect()
    {
        foreach (var name in Name)
        {
            (NamePattern.IsPattern(name) ? _patterns : _exact).Add(name);
        }
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(IKafkaCluster cluster, CancellationToken cancellationToken)
    {
        // Known before anything is deleted: the names that the operator is shown are those that go, whatever is created meanwhile.
        var matched = _patterns.Count == 0 ? [] : await MatchAsync(cluster, cancellationToken);
        await RemoveAsync(_exact, Caller);
        await RemoveAsync(matched, Force ? Caller : new WildcardGuard(Caller, matched));

        async Task RemoveAsync(IReadOnlyList<string> names, IOperation operation)
        {
            if (names.Count > 0)
            {
                await PostAsync(cluster.Topics.RemoveAsync(new TopicRemoval { Names = names }, operation, cancellationToken));
            }
        }
    }

    private async Task<List<string>> MatchAsync(IKafkaCluster cluster, CancellationToken cancellationToken)
    {
        var patterns = _patterns.ConvertAll(NamePattern.Parse);
        var names = await cluster.Topics.GetNamesAsync(cancellationToken);
        return [.. names.Where(name => patterns.Exists(pattern => pattern.IsMatch(name))).Except(_exact, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
