namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>A setting of a node that is another one while the cluster is being made.</summary>
/// <param name="Name">Its name in redis.conf.</param>
/// <param name="Temporary">The value meanwhile.</param>
/// <param name="Original">The value before, and after.</param>
internal sealed record TemporarySetting(string Name, string Temporary, string Original)
{
    /// <summary>Gossip speaks to every link each half of this time, and a node waits this long before it serves after it saw a majority: nearly all of the waiting.</summary>
    public const string NodeTimeout = "cluster-node-timeout";

    /// <summary>How long a master waits for further replicas before it sends its data to the first.</summary>
    public const string SyncDelay = "repl-diskless-sync-delay";
}
