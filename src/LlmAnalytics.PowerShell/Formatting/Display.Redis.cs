using LlmAnalytics.PowerShell.Connections;

namespace LlmAnalytics.PowerShell.Formatting;

/// <summary>What the views of Redis show.</summary>
public static partial class Display
{
    /// <summary><c>*</c> for the connection that this session's commands use.</summary>
    public static string CurrentMark(RedisConnection connection) => RunspaceConnections<RedisConnection>.OfThisRunspace.Current == connection ? "*" : "";

    /// <summary>A node by the name that people know it by: its pod, else its address.</summary>
    public static string RedisNodeName(RedisNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return TextLines.Clean(node.Pod ?? node.Endpoint);
    }

    /// <summary>How far a replica is behind: <c>0 B</c>, <c>12 MiB</c>, <c>link down</c>. Empty for a master.</summary>
    public static string RedisLag(RedisNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Link is null or "up" ? Bytes(node.LagBytes) : $"link {TextLines.Clean(node.Link)}";
    }
}
