using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Completion;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>Reads topics: counts, replication and health of each; in detail also its settings and a row a partition.</summary>
[Cmdlet(VerbsCommon.Get, "LlmKafkaTopic")]
[OutputType(typeof(KafkaTopic))]
public sealed class GetLlmKafkaTopicCommand : KafkaCommand
{
    /// <summary>The type name by which the view of a detailed topic is found.</summary>
    private const string DetailedTypeName = "LlmAnalytics.KafkaTopic#Detailed";
    private readonly List<string> _names = [];

    /// <summary>Names, with wildcards; all topics where none are given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("TopicName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LiveTopicCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Only the topics of the LLM analytics catalog.</summary>
    [Parameter]
    public SwitchParameter LlmOnly { get; set; }

    /// <summary>The topics that Kafka keeps for itself, too.</summary>
    [Parameter]
    public SwitchParameter IncludeInternal { get; set; }

    /// <summary>Adds the settings that differ from the broker's default, with their source, and a row a partition.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    private protected override void Collect() => _names.AddRange(Name);

    /// <inheritdoc/>
    private protected override async Task RunAsync(IKafkaCluster cluster, CancellationToken cancellationToken)
    {
        var query = new TopicQuery { Names = _names, CatalogOnly = LlmOnly, IncludeInternal = IncludeInternal, Detailed = Detailed };
        await foreach (var topic in cluster.Topics.GetAsync(query, Caller, cancellationToken))
        {
            Post(Detailed ? WithDetailedView(topic) : topic);
        }
    }

    private static PSObject WithDetailedView(KafkaTopic topic)
    {
        var shown = new PSObject(topic);
        shown.TypeNames.Insert(0, DetailedTypeName);
        return shown;
    }
}
