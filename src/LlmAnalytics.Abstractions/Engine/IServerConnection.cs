namespace LlmAnalytics.Engine;

/// <summary>
/// What a session keeps of any connection, whatever it leads to. Nothing but what the connections show anyway: PowerShell lists the members of public interfaces among an
/// object's properties.
/// </summary>
public interface IServerConnection : IAsyncDisposable
{
    /// <summary><c>Open</c> or <c>Closed</c>.</summary>
    string State { get; }
}
