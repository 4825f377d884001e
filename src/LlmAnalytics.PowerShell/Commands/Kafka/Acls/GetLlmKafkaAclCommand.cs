using System.Management.Automation;
using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Commands.Kafka.Acls;

/// <summary>Reads ACLs: all of them, those that a filter matches, or those that apply to a given resource.</summary>
[Cmdlet(VerbsCommon.Get, "LlmKafkaAcl", DefaultParameterSetName = FilterSet)]
[OutputType(typeof(KafkaAcl))]
public sealed class GetLlmKafkaAclCommand : AclFilterCommand
{
    /// <summary>Takes the parameters as who asks for what on which resource, and finds the ACLs that apply: literal, prefixed, for every name, for everybody, for all operations.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    public SwitchParameter Effective { get; set; }

    private AclFilter _filter = new();

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        base.Prepare();
        _filter = ReadFilter() with { Effective = Effective };
    }

    /// <inheritdoc/>
    private protected override Task RunAsync(IKafkaCluster cluster, CancellationToken cancellationToken) =>
        PostAsync(cluster.Acls.GetAsync(_filter, Caller, cancellationToken));
}
