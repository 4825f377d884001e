using System.Text;
using Confluent.Kafka;
using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Acls;

/// <summary>What live tests of ACLs have in common: users of the SASL listener, whom ACLs bind, and clients that really write and read.</summary>
public abstract class AclTests(IClusterFixture fixture) : LiveTests(fixture)
{
    private protected const string Alice = $"User:{KafkaUsers.Alice}";
    private protected const string Bob = $"User:{KafkaUsers.Bob}";

    private protected static KafkaAcl Acl(
        string operation, string resourceType, string resourceName, string principal = Alice, string patternType = "Literal", string permission = "Allow", string host = "*") => new()
    {
        Principal = principal,
        ResourceType = resourceType,
        ResourceName = resourceName,
        PatternType = patternType,
        Operation = operation,
        Permission = permission,
        HostName = host,
    };

    private protected static Task<List<KafkaAcl>> AclsAsync(KafkaConnection connection, AclFilter? filter = null) =>
        AllAsync(connection.Cluster.Acls.GetAsync(filter ?? new AclFilter(), new RecordingOperation(), InTime));

    private protected static Task<List<KafkaAclResult>> GrantAsync(KafkaConnection connection, IOperation operation, params IEnumerable<KafkaAcl> acls) =>
        AllAsync(connection.Cluster.Acls.GrantAsync(new AclGrant { Acls = [.. acls] }, operation, InTime));

    private protected static Task<List<KafkaAclResult>> RevokeAsync(KafkaConnection connection, IOperation operation, AclFilter filter, bool force = false) =>
        AllAsync(connection.Cluster.Acls.RevokeAsync(new AclRevocation { Filter = filter, Force = force }, operation, InTime));

    /// <summary>Removes every ACL there is: tests share a cluster.</summary>
    private protected async Task ClearAsync()
    {
        await using var connection = await ConnectAsync();
        var operation = new RecordingOperation();
        await RevokeAsync(connection, operation, new AclFilter(), force: true);
        Assert.Empty(operation.Problems);
        Assert.Empty(await AclsAsync(connection));
    }

    /// <summary>Writes a record as a user, by librdkafka; null where it was acknowledged, else the refusal.</summary>
    private protected async Task<ErrorCode?> WriteAsync(string user, string topic)
    {
        var config = new ProducerConfig(Client(user)) { MessageTimeoutMs = 10_000, EnableMetricsPush = false };
        using var producer = new ProducerBuilder<Null, byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        try
        {
            await producer.ProduceAsync(topic, new Message<Null, byte[]> { Value = Encoding.UTF8.GetBytes("x") });
            return null;
        }
        catch (ProduceException<Null, byte[]> e)
        {
            return e.Error.Code;
        }
    }

    /// <summary>Reads a topic's first record as a user and a member of a group, by librdkafka; null where it came, else the refusal.</summary>
    private protected async Task<ErrorCode?> ReadAsync(string user, string topic, string group, TimeSpan? patience = null)
    {
        var config = new ConsumerConfig(Client(user)) { GroupId = group, AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false, EnableMetricsPush = false };
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        consumer.Subscribe(topic);
        return await Task.Run(() =>
        {
            try
            {
                var result = consumer.Consume(patience ?? TimeSpan.FromSeconds(30));
                if (result is null)
                {
                    return ErrorCode.Local_TimedOut;
                }

                consumer.Commit(result);
                return (ErrorCode?)null;
            }
            catch (KafkaException e)
            {
                return e.Error.Code;
            }
            finally
            {
                consumer.Close();
            }
        });
    }

    private Dictionary<string, string> Client(string user) => new()
    {
        ["bootstrap.servers"] = Cluster.BootstrapServers(ListenerKind.Sasl),
        ["security.protocol"] = "SASL_PLAINTEXT",
        ["sasl.mechanism"] = "SCRAM-SHA-512",
        ["sasl.username"] = user,
        ["sasl.password"] = KafkaUsers.Password(user),
    };
}
