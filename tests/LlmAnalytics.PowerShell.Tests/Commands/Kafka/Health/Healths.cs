namespace LlmAnalytics.PowerShell.Tests.Commands.Kafka.Health;

/// <summary>Records of health, in a line each.</summary>
internal static class Healths
{
    public static HealthCheck Check(string name, string status, string message = "Seen.", string? expected = null, string? target = null, string? remedy = null) =>
        new(name, status, "Critical", null, expected, message, target, remedy);

    public static KafkaClusterHealth Of(string status, params HealthCheck[] checks) => new()
    {
        Status = status,
        ClusterId = "fake-cluster",
        ControllerId = 2,
        BrokerCount = 3,
        TopicCount = 25,
        LlmTopicCount = 14,
        UnderReplicatedPartitions = 0,
        OfflinePartitions = 0,
        DurationMs = 87,
        Checks = checks,
    };
}
