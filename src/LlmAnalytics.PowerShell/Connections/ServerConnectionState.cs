using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Connections;

/// <summary>The state of a connection.</summary>
internal static class ServerConnectionState
{
    /// <summary>Whether it was closed.</summary>
    public static bool IsClosed(this IServerConnection connection) => connection.State == "Closed";
}
