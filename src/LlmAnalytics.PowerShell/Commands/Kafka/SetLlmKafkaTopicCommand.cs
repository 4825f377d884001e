using System.Collections;
using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Completion;
using LlmAnalytics.PowerShell.Errors;
using LlmAnalytics.PowerShell.Settings;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>Changes topics: adds, changes and removes single settings, raises the partition count. What isn't named stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "LlmKafkaTopic", SupportsShouldProcess = true)]
[OutputType(typeof(KafkaTopicResult))]
public sealed class SetLlmKafkaTopicCommand : KafkaCommand
{
    private readonly List<string> _names = [];
    private SortedDictionary<string, string> _config = [];

    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("TopicName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LiveTopicCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Settings to set, by Kafka's names.</summary>
    [Parameter]
    [ValidateNotNull]
    [SettingTable]
    public IDictionary? Config { get; set; }

    /// <summary>Settings to remove, so that the broker's default applies.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TopicSettingCompleter))]
    public string[] RemoveConfig { get; set; } = [];

    /// <summary>The partition count to raise to. Records of a key that come later go to other partitions than those before.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Partitions { get; set; }

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        base.Prepare();
        _config = SettingTable.Read(Config, nameof(Config), ErrorIds.TopicSettingInvalid);
        if (_config.Count == 0 && RemoveConfig.Length == 0 && Partitions is null)
        {
            throw new ProblemException(CommandProblems.NothingToChange());
        }
    }

    /// <inheritdoc/>
    private protected override void Collect() => _names.AddRange(Name);

    /// <inheritdoc/>
    private protected override Task RunAsync(IKafkaCluster cluster, CancellationToken cancellationToken)
    {
        var change = new TopicChange { Names = _names, Config = _config, RemoveConfig = RemoveConfig, Partitions = Partitions };
        return PostAsync(cluster.Topics.SetAsync(change, Caller, cancellationToken));
    }
}
