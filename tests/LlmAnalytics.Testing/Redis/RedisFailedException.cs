namespace LlmAnalytics.Testing;

/// <summary>Test nodes ended, did not become ready, or did not join; the message has the ends of the logs.</summary>
public sealed class RedisFailedException : Exception
{
    internal RedisFailedException(string message, IEnumerable<RedisTestNode> nodes)
        : this(message, nodes.Take(3).Select(node => (node.ToString(), node.LogTail())).ToList())
    {
    }

    private RedisFailedException(string message, List<(string Node, string Log)> logs)
        : base(message + string.Concat(logs.Select(log => $"\n--- log of {log.Node}\n{log.Log}"))) =>
        PortTaken = logs.Any(log => log.Log.Contains("Address already in use", StringComparison.OrdinalIgnoreCase));

    /// <summary>True where another process had taken the port.</summary>
    public bool PortTaken { get; }
}
