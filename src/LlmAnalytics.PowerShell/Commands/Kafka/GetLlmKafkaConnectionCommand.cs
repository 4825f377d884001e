using System.Management.Automation;
using LlmAnalytics.PowerShell.Connections;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>Lists the connections to Kafka that this session has open, the oldest first. The view marks the current one.</summary>
[Cmdlet(VerbsCommon.Get, "LlmKafkaConnection")]
[OutputType(typeof(KafkaConnection))]
public sealed class GetLlmKafkaConnectionCommand : PSCmdlet
{
    /// <summary>Only the one that commands use when they are given none.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var connections = RunspaceConnections<KafkaConnection>.OfThisRunspace;
        foreach (var connection in connections.Open.Where(connection => !Current || connection == connections.Current))
        {
            WriteObject(connection);
        }
    }
}
