using System.Management.Automation;
using LlmAnalytics.PowerShell.Connections;

namespace LlmAnalytics.PowerShell.Commands.Redis;

/// <summary>
/// Closes connections to Redis: the current one, those given, or all of this session. After the current one none is current until the next
/// <c>Connect-LlmRedis</c>, even where others are open.
/// </summary>
[Cmdlet(VerbsCommunications.Disconnect, "LlmRedis", DefaultParameterSetName = "Connection")]
public sealed class DisconnectLlmRedisCommand() : DisconnectCommand<RedisConnection>(ConnectionKinds.Redis);
