namespace LlmAnalytics.Sandbox.Hosting;

/// <summary>A broker of a sandbox.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Endpoint">host:port of the listener without authentication.</param>
/// <param name="Rack">Its rack; null for none.</param>
/// <param name="State">What was done to it last: <c>Up</c>, <c>Down</c>, <c>Frozen</c>, <c>Slow</c> or <c>Stale</c>.</param>
/// <param name="ProcessId">Its process; null where it runs in this one, or runs no more.</param>
public sealed record SandboxBroker(int Id, string Endpoint, string? Rack, string State, int? ProcessId)
{
    /// <summary>The sandbox' name: by it the broker can be piped to Set-LlmSandboxFault.</summary>
    public string? Sandbox { get; init; }
}
