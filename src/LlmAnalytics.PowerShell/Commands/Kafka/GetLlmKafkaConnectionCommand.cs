using System.Management.Automation;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>Lists the connections to Kafka that this session has open, the oldest first. The view marks the current one.</summary>
[Cmdlet(VerbsCommon.Get, "LlmKafkaConnection")]
[OutputType(typeof(KafkaConnection))]
public sealed class GetLlmKafkaConnectionCommand : GetConnectionCommand<KafkaConnection>;
