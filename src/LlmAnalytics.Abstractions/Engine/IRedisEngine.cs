namespace LlmAnalytics.Engine;

/// <summary>The engine's side of Redis: the way to a cluster's nodes.</summary>
public interface IRedisEngine
{
    /// <summary>Puts the settings of a connection together without using the network: the first command connects, and reports why it can't.</summary>
    /// <param name="request">What the caller gave; the engine adds environment and defaults.</param>
    /// <param name="operation">Where warnings and verbose lines go.</param>
    /// <exception cref="ProblemException">The settings can't be used.</exception>
    RedisConnection Open(RedisConnectionRequest request, IOperation operation);

    /// <summary>Opens a connection: finds the nodes, and one of them that answers and accepts us.</summary>
    /// <param name="request">What the caller gave; the engine adds environment and defaults.</param>
    /// <param name="operation">Where warnings and verbose lines go.</param>
    /// <param name="cancellationToken">The caller's deadline and stop in one.</param>
    /// <exception cref="ProblemException">No node could be found, reached or used; the problem names the cause.</exception>
    Task<RedisConnection> ConnectAsync(RedisConnectionRequest request, IOperation operation, CancellationToken cancellationToken);
}
