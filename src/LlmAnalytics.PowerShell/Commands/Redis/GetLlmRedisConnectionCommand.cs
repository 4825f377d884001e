using System.Management.Automation;

namespace LlmAnalytics.PowerShell.Commands.Redis;

/// <summary>Lists the connections to Redis that this session has open, the oldest first. The view marks the current one.</summary>
[Cmdlet(VerbsCommon.Get, "LlmRedisConnection")]
[OutputType(typeof(RedisConnection))]
public sealed class GetLlmRedisConnectionCommand : GetConnectionCommand<RedisConnection>;
