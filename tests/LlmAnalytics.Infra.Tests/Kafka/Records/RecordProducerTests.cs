using Confluent.Kafka;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Tests.Live;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Testing;
using AclOperation = Confluent.Kafka.Admin.AclOperation;

namespace LlmAnalytics.Infra.Tests.Kafka.Records;

/// <summary>Records through librdkafka, on the same settings as the protocol client.</summary>
public sealed class RecordProducerTests(LiveClusterFixture fixture) : BrokerTests(fixture)
{
    [LiveTheory]
    [InlineData(ListenerKind.Plaintext, "")]
    [InlineData(ListenerKind.Sasl, "PLAIN")]
    [InlineData(ListenerKind.SaslSsl, "SCRAM-SHA-512")]
    [InlineData(ListenerKind.OAuth, "OAUTHBEARER")]
    public async Task A_record_is_acknowledged_with_its_offset(ListenerKind kind, string mechanism)
    {
        var topic = NewName("records");
        await PrepareAsync(Definition(topic, partitions: 2));
        await using var connection = await ConnectAsync(kind, mechanism: mechanism);
        for (var expected = 0L; expected < 2; expected++)
        {
            Assert.Equal(expected, await connection.Cluster.Records.ProduceAsync(topic, 1, new byte[] { (byte)(7 + expected) }, InTime));
        }

        Assert.Equal([7, 8], Consume(topic, 1, 2).Select(value => (int)value[0]));
        Assert.Equal(2, await EndAsync(topic, 1));
    }

    [LiveFact]
    public async Task Mutual_TLS_is_used_and_a_user_without_the_right_is_told_so()
    {
        var topic = NewName("records");
        await PrepareAsync(Definition(topic));
        await using var connection = await ConnectAsync(ListenerKind.Ssl);
        var failure = await Assert.ThrowsAsync<ProblemException>(() => connection.Cluster.Records.ProduceAsync(topic, 0, new byte[1], InTime));
        Assert.True(failure.Problem is { ErrorId: ErrorIds.KafkaAuthorizationFailed, Category: ProblemCategory.PermissionDenied }, failure.ToString());

        await AllowAsync("User:CN=client", topic, AclOperation.Write);
        await EventuallyAsync(async () => await TryProduceAsync(connection, topic) == 0, "the right to write is known to the leader");
        Assert.Equal(1, await EndAsync(topic, 0));
    }

    [LiveFact]
    public async Task A_topic_that_does_not_exist_is_a_problem_within_the_deadline()
    {
        await using var connection = await ConnectAsync();
        var failure = await Assert.ThrowsAsync<ProblemException>(() => connection.Cluster.Records.ProduceAsync(NewName("none"), 0, new byte[1], Within(TimeSpan.FromSeconds(3))));
        Assert.True(failure.Problem.ErrorId is ErrorIds.OutcomeUnknown or ErrorIds.TopicNotFound, failure.ToString());
    }

    private static async Task<long?> TryProduceAsync(KafkaConnection connection, string topic)
    {
        try
        {
            return await connection.Cluster.Records.ProduceAsync(topic, 0, new byte[1], InTime);
        }
        catch (ProblemException e) when (e.Problem.ErrorId == ErrorIds.KafkaAuthorizationFailed)
        {
            return null;
        }
    }

    private List<byte[]> Consume(string topic, int partition, int count)
    {
        var config = new ConsumerConfig { BootstrapServers = Cluster.BootstrapServers(ListenerKind.Plaintext), GroupId = "none", EnableAutoCommit = false };
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, partition, 0));
        var token = InTime;
        return [.. Enumerable.Range(0, count).Select(_ => consumer.Consume(token).Message.Value)];
    }

    private async Task<long> EndAsync(string topic, int partition)
    {
        var metadata = (await TopicAsync(topic))!;
        var leader = metadata.Partitions.Single(row => row.PartitionIndex == partition).LeaderId;
        var response = await AskAsync(leader, new ListOffsetsRequest
        {
            Topics = [new ListOffsetsTopic { Name = topic, Partitions = [new ListOffsetsPartition { PartitionIndex = partition, Timestamp = -1 }] }],
        });
        return response.Topics[0].Partitions[0].Offset;
    }
}
