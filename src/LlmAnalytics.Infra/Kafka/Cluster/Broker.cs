using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Kafka.Cluster;

/// <summary>A broker as the cluster's metadata shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EndPoint">Where it listens, as it advertises it.</param>
/// <param name="Rack">Its rack; null where it has none.</param>
internal sealed record Broker(int Id, ServerEndPoint EndPoint, string? Rack)
{
    public override string ToString() => $"broker {Id} ({EndPoint})";
}
