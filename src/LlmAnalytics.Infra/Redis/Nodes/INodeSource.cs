using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>Where nodes come from and how one reaches them: addresses that were given, or pods. What is behind it sees nodes, not transports.</summary>
internal interface INodeSource : IAsyncDisposable
{
    /// <summary>What can be said of the source without a request.</summary>
    SourceDescription Description { get; }

    /// <summary>Finds the nodes, ready or not. Each call looks anew: pods come, go and move.</summary>
    /// <exception cref="ProblemException">They can't be found out.</exception>
    Task<IReadOnlyList<NodePlace>> FindAsync(CancellationToken cancellationToken);

    /// <summary>The place of a node that others know by this address, though <see cref="FindAsync"/> did not name it; null where this source has no way to it.</summary>
    NodePlace? Locate(string host, int port);

    /// <summary>Opens a connection to a node's port for clients, and nothing more: no TLS, no authentication.</summary>
    /// <returns>A truly asynchronous, full-duplex stream, which the caller disposes. It fails with <see cref="IOException"/>, or a <see cref="ProblemException"/> where the cause is known.</returns>
    /// <exception cref="ProblemException">No connection; the problem names the cause.</exception>
    Task<Stream> DialAsync(NodePlace place, CancellationToken cancellationToken);

    /// <summary>The password that the source itself knows: a secret beside the pods.</summary>
    Task<SourcePassword> FindPasswordAsync(CancellationToken cancellationToken);
}
