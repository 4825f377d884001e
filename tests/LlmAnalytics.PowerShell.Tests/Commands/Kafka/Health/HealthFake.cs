using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Tests.Commands.Kafka.Health;

/// <summary>An engine whose cluster has any health one likes, and which notes what it was asked.</summary>
internal sealed class HealthFake : IEngine, IKafkaEngine, IKafkaCluster, IKafkaHealth
{
    /// <summary>The verdict to give.</summary>
    public KafkaClusterHealth Verdict { get; init; } = Healths.Of("Healthy", Healths.Check("BrokerReachable", "Passed"));

    /// <summary>The brokers to list.</summary>
    public IReadOnlyList<KafkaBroker> Brokers { get; init; } = [];

    /// <summary>What a test throws instead of answering.</summary>
    public Exception? Failure { get; init; }

    /// <summary>The query of the last test.</summary>
    public HealthQuery? Query { get; private set; }

    /// <summary>The query of the last list of brokers.</summary>
    public BrokerQuery? BrokerQuery { get; private set; }

    /// <summary>What the last test was to connect to; null where it had a connection.</summary>
    public KafkaConnectionRequest? Request { get; private set; }

    /// <summary>What the operator answered to the round trip's topic.</summary>
    public Approval? Approval { get; private set; }

    /// <summary>Connections opened.</summary>
    public int Connects { get; private set; }

    public IKafkaEngine Kafka => this;

    public IRedisEngine Redis => throw new NotSupportedException();

    public IReadOnlyList<KafkaAclDefinition> AclCatalog => [];

    public IReadOnlyList<KafkaTopicDefinition> TopicCatalog => [];

    public KafkaClusterDescription Description { get; } = new("fake:9092", "fake-cluster", "PLAINTEXT", null, null, 3);

    public bool IsClosed { get; private set; }

    public IKafkaTopics Topics => throw new NotSupportedException();

    public IKafkaAcls Acls => throw new NotSupportedException();

    public IKafkaHealth Health => this;

    public IKafkaRecords Records => throw new NotSupportedException();

    public KafkaConnection Open(KafkaConnectionRequest request, IOperation operation)
    {
        Request = request;
        return new KafkaConnection(this);
    }

    public Task<KafkaConnection> ConnectAsync(KafkaConnectionRequest request, IOperation operation, CancellationToken cancellationToken)
    {
        Connects++;
        return Task.FromResult(new KafkaConnection(this));
    }

    public async Task<KafkaClusterHealth> TestAsync(HealthQuery query, IOperation operation, CancellationToken cancellationToken)
    {
        Query = query;
        operation.Progress("Asking each of 3 brokers", 30);
        if (Failure is not null)
        {
            throw Failure;
        }

        if (query.IncludeRoundTrip)
        {
            Approval = await operation.ApproveAsync("topic 'llm-round-trip-1' on cluster fake-cluster", "Create (pass a record through it, then remove it)");
        }

        return Verdict;
    }

    public async IAsyncEnumerable<KafkaBroker> GetBrokersAsync(
        BrokerQuery query, IOperation operation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BrokerQuery = query;
        foreach (var id in query.Ids.Except(Brokers.Select(broker => broker.Id)))
        {
            operation.Report(new Problem(ErrorIds.BrokerNotFound, ProblemCategory.ObjectNotFound, $"There is no broker {id}.", $"{id}", "List all."));
        }

        foreach (var broker in Brokers.Where(broker => query.Ids.Count == 0 || query.Ids.Contains(broker.Id)))
        {
            await Task.Yield();
            yield return broker;
        }
    }

    public ValueTask DisposeAsync()
    {
        IsClosed = true;
        return ValueTask.CompletedTask;
    }
}
