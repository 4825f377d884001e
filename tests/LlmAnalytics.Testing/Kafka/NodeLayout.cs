namespace LlmAnalytics.Testing;

/// <summary>The ports of one node, chosen before it starts.</summary>
/// <param name="Id">Node id, from 1.</param>
/// <param name="ListenPorts">The ports that the broker itself listens on.</param>
/// <param name="Ports">The ports that clients are told: the proxy's own for <see cref="ListenerKind.Counted"/>.</param>
/// <param name="ControllerPort">Port of the controller listener.</param>
internal sealed record NodeLayout(
    int Id, IReadOnlyDictionary<ListenerKind, int> ListenPorts, IReadOnlyDictionary<ListenerKind, int> Ports, int ControllerPort)
{
    /// <summary>Everything is on the loopback address, never on a name that may also mean ::1.</summary>
    public const string Host = "127.0.0.1";

    /// <summary>Each node is in a rack of its own.</summary>
    public string Rack => $"rack{Id}";
}
