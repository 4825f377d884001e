using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Tests.Fakes;

internal sealed class FakeCluster(string bootstrapServers, string? user) : IKafkaCluster
{
    public KafkaClusterDescription Description { get; } = new(bootstrapServers, "fake", "PLAINTEXT", SaslMechanism: null, user, BrokerCount: 3);

    public bool IsClosed { get; private set; }

    public FakeTopics FakeTopics { get; } = new();

    public IKafkaTopics Topics => FakeTopics;

    public FakeAcls FakeAcls { get; } = new();

    public IKafkaAcls Acls => FakeAcls;

    public IKafkaHealth Health => throw new NotSupportedException();

    public IKafkaRecords Records => throw new NotSupportedException();

    public ValueTask DisposeAsync()
    {
        IsClosed = true;
        return ValueTask.CompletedTask;
    }
}
