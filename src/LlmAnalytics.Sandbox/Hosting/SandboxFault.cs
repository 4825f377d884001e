namespace LlmAnalytics.Sandbox.Hosting;

/// <summary>Something that was broken or mended.</summary>
/// <param name="Sandbox">The sandbox' name.</param>
/// <param name="Target">What was broken or mended: <c>broker 2</c>, <c>llm-events-0</c>, <c>127.0.0.1:12001</c>, <c>Metadata of broker 1</c>, <c>everything</c>.</param>
/// <param name="State">What it is now: <c>Down</c>, <c>Leaderless</c>, <c>Up</c>, and so on.</param>
public sealed record SandboxFault(string Sandbox, string Target, string State);
