using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Completion;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>Reads brokers: as the cluster shows them, and as each answers itself. Those that are fenced or forgotten are listed too.</summary>
[Cmdlet(VerbsCommon.Get, "LlmKafkaBroker")]
[OutputType(typeof(KafkaBroker))]
public sealed class GetLlmKafkaBrokerCommand : KafkaCommand
{
    /// <summary>The type name by which the view of a detailed broker is found.</summary>
    private const string DetailedTypeName = "LlmAnalytics.KafkaBroker#Detailed";
    private readonly List<int> _ids = [];

    /// <summary>Broker ids; all brokers where none are given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ValidateRange(0, int.MaxValue)]
    [Alias("BrokerId")]
    [ArgumentCompleter(typeof(LiveBrokerCompleter))]
    public int[] Id { get; set; } = [];

    /// <summary>Adds the settings that differ from the default, with their source.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    private protected override void Collect() => _ids.AddRange(Id.Except(_ids));

    /// <inheritdoc/>
    private protected override async Task RunAsync(IKafkaCluster cluster, CancellationToken cancellationToken)
    {
        var query = new BrokerQuery { Ids = _ids, Detailed = Detailed };
        await foreach (var broker in cluster.Health.GetBrokersAsync(query, Caller, cancellationToken))
        {
            Post(Detailed ? WithDetailedView(broker) : broker);
        }
    }

    private static PSObject WithDetailedView(KafkaBroker broker)
    {
        var shown = new PSObject(broker);
        shown.TypeNames.Insert(0, DetailedTypeName);
        return shown;
    }
}
