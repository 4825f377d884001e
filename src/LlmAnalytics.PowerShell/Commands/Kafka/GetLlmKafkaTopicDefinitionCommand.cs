using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Catalog;
using LlmAnalytics.PowerShell.Completion;
using LlmAnalytics.PowerShell.Errors;
using LlmAnalytics.PowerShell.Loading;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>Reads the catalog: what each topic of the LLM analytics hub should be, and the most that it can occupy. Needs no cluster.</summary>
[Cmdlet(VerbsCommon.Get, "LlmKafkaTopicDefinition")]
[OutputType(typeof(KafkaTopicDefinition))]
public sealed class GetLlmKafkaTopicDefinitionCommand : PSCmdlet
{
    /// <summary>Names, with wildcards. The exact name of an optional topic finds it too.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("TopicName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CatalogTopicCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The topics that are created only when they are named, too.</summary>
    [Parameter]
    public SwitchParameter IncludeOptional { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            Write(EngineHost.Engine.Kafka.TopicCatalog);
        }
        catch (ProblemException e)
        {
            ThrowTerminatingError(ErrorRecordFactory.Create(e));
        }
    }

    private void Write(IReadOnlyList<KafkaTopicDefinition> catalog)
    {
        var found = new HashSet<KafkaTopicDefinition>();
        foreach (var name in Name)
        {
            var topics = CatalogSelection.Find(catalog, name, IncludeOptional).ToList();
            if (topics.Count == 0 && !NamePattern.IsPattern(name))
            {
                WriteError(ErrorRecordFactory.Create(CommandProblems.NotInCatalog(name)));
            }

            foreach (var topic in topics.Where(found.Add))
            {
                WriteObject(topic);
            }
        }
    }
}
