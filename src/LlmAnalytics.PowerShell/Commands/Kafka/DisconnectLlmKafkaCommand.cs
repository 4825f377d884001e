using System.Management.Automation;
using LlmAnalytics.PowerShell.Connections;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>
/// Closes connections to Kafka: the current one, those given, or all of this session. After the current one none is current until the next
/// <c>Connect-LlmKafka</c>, even where others are open.
/// </summary>
[Cmdlet(VerbsCommunications.Disconnect, "LlmKafka", DefaultParameterSetName = "Connection")]
public sealed class DisconnectLlmKafkaCommand() : DisconnectCommand<KafkaConnection>(ConnectionKinds.Kafka);
