using Confluent.Kafka;
using LlmAnalytics.Engine;
using LlmAnalytics.Sandbox.Kafka;

namespace LlmAnalytics.Sandbox.Tests.Kafka.Judges;

/// <summary>The engine's ACLs on a simulated cluster, enforced against librdkafka's clients.</summary>
public sealed class EngineAclTests : EngineTests
{
    private const string Topic = "llm-events";
    private const string Alice = "User:alice";

    [Fact]
    public async Task Who_is_granted_may_write_until_it_is_revoked()
    {
        await using var connection = await ConnectToCatalogAsync();
        Assert.Equal(ErrorCode.TopicAuthorizationFailed, await WriteAsync("alice"));
        Assert.Equal(("NoAcls", false), await ExplainAsync(connection));

        var acls = Kafka.AclCatalog.Single(role => role.Role == "Producer").WithPrincipal(Alice).Acls;
        var granted = await AllAsync(connection.Cluster.Acls.GrantAsync(new AclGrant { Acls = acls }, Operation, InTime));
        Assert.All(granted, acl => Assert.Equal("Created", acl.Status));
        Assert.Equal(acls.Count, (await AllAsync(connection.Cluster.Acls.GetAsync(new AclFilter(), Operation, InTime))).Count);
        Assert.All(await AllAsync(connection.Cluster.Acls.GrantAsync(new AclGrant { Acls = acls }, Operation, InTime)), acl => Assert.Equal("Unchanged", acl.Status));
        Assert.Equal(("Allow", true), await ExplainAsync(connection));
        Assert.Null(await WriteAsync("alice"));
        Assert.Equal(ErrorCode.TopicAuthorizationFailed, await WriteAsync("bob"));

        var revoked = await AllAsync(connection.Cluster.Acls.RevokeAsync(new AclRevocation { Filter = new AclFilter { Principals = [Alice] } }, Operation, InTime));
        Assert.Equal(acls.Count, revoked.Count(acl => acl.Status == "Removed"));
        Assert.Equal(ErrorCode.TopicAuthorizationFailed, await WriteAsync("alice"));
        Assert.Equal(("NoAcls", false), await ExplainAsync(connection));
        Assert.Empty(Operation.Problems);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task A_user_without_rights_sees_nothing_and_a_wrong_password_is_refused(string mechanism)
    {
        await (await ConnectToCatalogAsync()).DisposeAsync();
        await using var connection = await ConnectAsync(mechanism, "alice-secret");
        Assert.Empty(await connection.Cluster.Topics.GetNamesAsync(InTime));
        var refused = await Assert.ThrowsAsync<ProblemException>(() => ConnectAsync(mechanism, "wr0ng"));
        Assert.Equal(ErrorIds.KafkaAuthenticationFailed, refused.Problem.ErrorId);
    }

    private Task<KafkaConnection> ConnectAsync(string mechanism, string password) => Kafka.ConnectAsync(
        new KafkaConnectionRequest
        {
            BootstrapServers = [Cluster.BootstrapServers(SimulatedListener.Sasl)],
            Properties = new Dictionary<string, string> { ["security.protocol"] = "SASL_PLAINTEXT", ["sasl.mechanism"] = mechanism },
            Credential = new System.Net.NetworkCredential("alice", password),
        },
        Operation,
        InTime);

    private async Task<(string Rule, bool Allowed)> ExplainAsync(KafkaConnection connection)
    {
        var question = new AclQuestion { Principal = Alice, Operation = "Write", ResourceType = "Topic", ResourceName = Topic };
        var verdict = await connection.Cluster.Acls.ExplainAsync(question, Operation, InTime);
        return (verdict.Rule, verdict.Allowed);
    }

    private async Task<ErrorCode?> WriteAsync(string user)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = Cluster.BootstrapServers(SimulatedListener.Sasl), SecurityProtocol = SecurityProtocol.SaslPlaintext, SaslMechanism = SaslMechanism.ScramSha512,
            SaslUsername = user, SaslPassword = $"{user}-secret", MessageTimeoutMs = 10_000, EnableMetricsPush = false,
        };
        using var producer = new ProducerBuilder<Null, string>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        try
        {
            await producer.ProduceAsync(Topic, new Message<Null, string> { Value = "x" });
            return null;
        }
        catch (ProduceException<Null, string> e)
        {
            return e.Error.Code;
        }
    }
}
