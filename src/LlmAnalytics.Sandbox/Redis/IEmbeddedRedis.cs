namespace LlmAnalytics.Sandbox.Redis;

/// <summary>Starts Redis-compatible servers inside this process; implemented in <c>deps/</c>, behind a load context of its own.</summary>
public interface IEmbeddedRedis
{
    /// <summary>Starts one server in cluster mode on 127.0.0.1. Blocks for some 0.1 s.</summary>
    /// <param name="port">Its port of clients, and of the cluster.</param>
    /// <param name="folder">Where it keeps its files.</param>
    /// <param name="nodeTimeoutSec">After this a silent node counts as failed.</param>
    /// <param name="recover">True to go on with what an earlier server left in the folder.</param>
    /// <returns>Ends the server.</returns>
    IDisposable Start(int port, string folder, int nodeTimeoutSec, bool recover);
}
