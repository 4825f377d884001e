namespace LlmAnalytics.Sandbox.Hosting;

/// <summary>A Redis node of a sandbox.</summary>
/// <param name="Endpoint">host:port of its clients.</param>
/// <param name="State"><c>Up</c>, <c>Frozen</c> or <c>Down</c>.</param>
/// <param name="ProcessId">Its process; null where it runs in this one, or runs no more.</param>
/// <param name="Sandbox">The sandbox' name: by it the node can be piped to Set-LlmSandboxFault.</param>
public sealed record SandboxRedisNode(string Endpoint, string State, int? ProcessId, string Sandbox);
