using System.Collections;
using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Catalog;
using LlmAnalytics.PowerShell.Completion;
using LlmAnalytics.PowerShell.Errors;
using LlmAnalytics.PowerShell.Loading;
using LlmAnalytics.PowerShell.Settings;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>
/// Creates topics, all of them in one request: those of the catalog, topics of your own, or definitions from the pipeline. Topics that exist are compared with
/// what was asked for, never changed.
/// </summary>
[Cmdlet(VerbsCommon.New, "LlmKafkaTopic", SupportsShouldProcess = true, DefaultParameterSetName = CatalogSet)]
[OutputType(typeof(KafkaTopicResult))]
public sealed class NewLlmKafkaTopicCommand : KafkaCommand
{
    private const string CatalogSet = "Catalog";
    private const string CustomSet = "Custom";
    private const string DefinitionSet = "Definition";
    private readonly List<KafkaTopicDefinition> _definitions = [];

    /// <summary>Topics of the catalog, with wildcards (all but the optional ones where none are given); with <see cref="Partitions"/> topics of your own.</summary>
    [Parameter(Position = 0, ParameterSetName = CatalogSet)]
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = CustomSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("TopicName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CatalogTopicCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The partition count of a topic of your own.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CustomSet, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Partitions { get; set; }

    /// <summary>
    /// Replicas of each partition. For a topic of your own the brokers' default where it is not given. For the others it replaces the definition's factor, and
    /// lowers their min.insync.replicas to one less, at least 1.
    /// </summary>
    [Parameter(ParameterSetName = CatalogSet)]
    [Parameter(ParameterSetName = CustomSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = DefinitionSet)]
    [ValidateRange(1, short.MaxValue)]
    public int? ReplicationFactor { get; set; }

    /// <summary>Settings of a topic of your own, by Kafka's names.</summary>
    [Parameter(ParameterSetName = CustomSet, ValueFromPipelineByPropertyName = true)]
    [SettingTable]
    public IDictionary? Config { get; set; }

    /// <summary>Definitions, as <c>Get-LlmKafkaTopicDefinition</c> writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefinitionSet, ValueFromPipeline = true)]
    public KafkaTopicDefinition[]? InputObject { get; set; }

    /// <summary>
    /// How far new topics must be before the command ends: <c>None</c> (the controller accepted them), <c>Visible</c> (every broker knows them, all partitions have
    /// leaders), <c>Serving</c> (every leader answers).
    /// </summary>
    [Parameter]
    public TopicReadiness WaitFor { get; set; } = TopicReadiness.Visible;

    /// <inheritdoc/>
    private protected override bool HasWork => _definitions.Count > 0;

    /// <inheritdoc/>
    private protected override void Collect() => _definitions.AddRange(ParameterSetName switch
    {
        CustomSet => Name.Select(Custom),
        DefinitionSet => InputObject!.Select(WithFactor),
        _ => Name.SelectMany(FromCatalog).Distinct().Select(WithFactor),
    });

    /// <inheritdoc/>
    private protected override Task RunAsync(IKafkaCluster cluster, CancellationToken cancellationToken)
    {
        var creation = new TopicCreation { Definitions = _definitions, WaitFor = WaitFor };
        return PostAsync(cluster.Topics.CreateAsync(creation, Caller, cancellationToken));
    }

    private IEnumerable<KafkaTopicDefinition> FromCatalog(string name)
    {
        var topics = CatalogSelection.Find(EngineHost.Engine.Kafka.TopicCatalog, name, includeOptional: false).ToList();
        if (topics.Count == 0)
        {
            WriteError(ErrorRecordFactory.Create(CommandProblems.NotInCatalog(name)));
        }

        return topics;
    }

    private KafkaTopicDefinition WithFactor(KafkaTopicDefinition topic) =>
        ReplicationFactor is { } factor ? topic.WithReplicationFactor(factor) : topic;

    private KafkaTopicDefinition Custom(string name) => new()
    {
        Name = name,
        Partitions = Partitions,
        ReplicationFactor = ReplicationFactor,
        Config = SettingTable.Read(Config, nameof(Config), ErrorIds.TopicSettingInvalid),
    };
}
