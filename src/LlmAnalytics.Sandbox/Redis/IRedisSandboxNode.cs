namespace LlmAnalytics.Sandbox.Redis;

/// <summary>A Redis node of a sandbox, in a process of its own or in this one.</summary>
public interface IRedisSandboxNode : IAsyncDisposable
{
    /// <summary>The port of clients on 127.0.0.1.</summary>
    int Port { get; }

    /// <summary>Its process; null where it runs in this one.</summary>
    int? ProcessId { get; }

    /// <summary><c>Up</c>, <c>Frozen</c> or <c>Down</c>.</summary>
    string State { get; }

    /// <summary>Ends it at once, as a power failure does. Does nothing where it is down.</summary>
    void Kill();

    /// <summary>Stops it in mid-motion: connections stay open, nothing answers.</summary>
    /// <exception cref="NotSupportedException">It runs in this process.</exception>
    void Freeze();

    /// <summary>Lets a frozen node go on, and starts one that is down, with what it had kept on disk.</summary>
    Task ResumeAsync(CancellationToken cancellationToken);
}
