using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Acls;
using LlmAnalytics.Testing;
using Xunit.Abstractions;

namespace LlmAnalytics.Infra.Tests.Live.Acls;

/// <summary>Explain against the brokers' own authorizer, over generated ACLs.</summary>
public abstract class ExplainTests(IClusterFixture fixture, ITestOutputHelper output) : AclTests(fixture), IAsyncLifetime
{
    private const int Rounds = 16;
    private const int MostAcls = 14;

    private static readonly string[] Topics = ["oracle", "oracle-a", "oracle-ab", "other"];
    private static readonly string[] Groups = ["oracle", "oracle-a", "group"];
    private static readonly string[] Names = ["oracle", "oracle-a", "oracle-", "o", "other", "group", "oracle-*"];
    private static readonly string[] Hosts = ["127.0.0.1", "127.0.0.2"];
    private static readonly string[] Users = [KafkaUsers.Alice, KafkaUsers.Bob];
    private static readonly string[] Operations = ["All", "Read", "Write", "Create", "Delete", "Alter", "Describe", "ClusterAction", "DescribeConfigs", "AlterConfigs", "IdempotentWrite"];

    public Task InitializeAsync() => ClearAsync();

    public Task DisposeAsync() => ClearAsync();

    [ClusterFact]
    public async Task Every_verdict_is_that_of_the_broker()
    {
        await PrepareAsync([.. Topics.Select(topic => Definition(topic))]);
        await using var connection = await ConnectAsync();
        try
        {
            await ReadAsync(KafkaUsers.Admin, Topics[0], "oracle-warm", TimeSpan.FromSeconds(1)); // makes the topic of groups' offsets: before, no broker coordinates any
            var random = new Random(20260611);
            var rules = new SortedDictionary<string, int>(StringComparer.Ordinal);
            var asked = 0;
            for (var round = 0; round < Rounds; round++)
            {
                await GrantForcedAsync(connection, Generate(random));
                var acls = await AclsAsync(connection);
                foreach (var host in Hosts)
                {
                    await using var proxy = new SourceAddressProxy(host, Cluster.Broker(1).Port(ListenerKind.Sasl));
                    foreach (var user in Users)
                    {
                        foreach (var verdict in await BrokersAsync(proxy.Port, user))
                        {
                            var question = new AclQuestion { Principal = $"User:{user}", Operation = verdict.Operation, ResourceType = verdict.ResourceType, ResourceName = verdict.ResourceName, HostName = host };
                            var own = AclExplainer.Judge(question, acls, new AuthorizerSettings([], false));
                            Assert.True(own.Allowed == verdict.Allowed, $"The broker says {verdict.Allowed} to {question}; explain says {own.Message}\n{string.Join('\n', acls)}");
                            rules[own.Rule] = rules.GetValueOrDefault(own.Rule) + 1;
                            if (asked++ % 7 == 0)
                            {
                                var live = await connection.Cluster.Acls.ExplainAsync(question, new RecordingOperation(), InTime);
                                Assert.Equal((own.Rule, own.Allowed, own.Acl), (live.Rule, live.Allowed, live.Acl));
                            }
                        }
                    }
                }

                await RevokeAsync(connection, new RecordingOperation(), new AclFilter(), force: true);
            }

            output.WriteLine($"{asked} verdicts: {string.Join(", ", rules.Select(rule => $"{rule.Key} {rule.Value}"))}");
            Assert.True(asked > 1000);
            Assert.Equal(["Allow", "Deny", "ImpliedAllow", "NoAcls", "NoMatch"], rules.Keys);
            Assert.All(rules.Values, count => Assert.True(count >= 20));
        }
        finally
        {
            await RemoveAsync(connection, new RecordingOperation(), Topics);
        }
    }

    [ClusterFact]
    public async Task The_brokers_settings_are_used_as_far_as_they_tell_them()
    {
        await using var connection = await ConnectAsync();
        var verdict = await connection.Cluster.Acls.ExplainAsync(
            new AclQuestion { Principal = "User:admin", Operation = "Write", ResourceType = "Topic", ResourceName = "llm-events" }, new RecordingOperation(), InTime);
        output.WriteLine(verdict.ToString());
        Assert.True(verdict.Rule == "SuperUser" ? verdict.Allowed : verdict.Message.Contains("super.users", StringComparison.Ordinal), verdict.Message);
    }

    [ClusterTheory]
    [InlineData("alice", "Read", "Topic", "t", null, ErrorIds.AclPrincipalInvalid)]
    [InlineData("User:alice", "All", "Topic", "t", null, ErrorIds.AclInvalid)]
    [InlineData("User:alice", "Write", "Group", "g", null, ErrorIds.AclInvalid)]
    [InlineData("User:alice", "Read", "Topic", "llm-*", null, ErrorIds.AclInvalid)]
    [InlineData("User:alice", "Alter", "Cluster", "mine", null, ErrorIds.AclInvalid)]
    [InlineData("User:alice", "Read", "Topic", "t", "host.example.org", ErrorIds.AclInvalid)]
    public async Task What_cannot_be_asked_is_refused(string principal, string operation, string resourceType, string resourceName, string? host, string errorId)
    {
        await using var connection = await ConnectAsync();
        var question = new AclQuestion { Principal = principal, Operation = operation, ResourceType = resourceType, ResourceName = resourceName, HostName = host };
        var problem = await Assert.ThrowsAsync<ProblemException>(() => connection.Cluster.Acls.ExplainAsync(question, new RecordingOperation(), InTime));
        Assert.Equal(errorId, problem.Problem.ErrorId);
    }

    private static List<KafkaAcl> Generate(Random random)
    {
        return [.. Enumerable.Range(0, random.Next(1, MostAcls)).Select(_ => One()).Distinct()];

        KafkaAcl One()
        {
            var resourceType = Pick(["Topic", "Topic", "Topic", "Group", "Group", "Cluster"]);
            var isPrefixed = resourceType != "Cluster" && random.Next(3) == 0;
            return Acl(
                Pick(Operations),
                resourceType,
                resourceType == "Cluster" ? "kafka-cluster" : random.Next(5) == 0 ? "*" : Pick(Names),
                Pick([Alice, Alice, Bob, "User:*"]),
                isPrefixed ? "Prefixed" : "Literal",
                random.Next(4) == 0 ? "Deny" : "Allow",
                Pick(["*", "*", .. Hosts]));
        }

        string Pick(string[] values) => values[random.Next(values.Length)];
    }

    private static async Task GrantForcedAsync(KafkaConnection connection, List<KafkaAcl> acls)
    {
        var operation = new RecordingOperation();
        var results = await AllAsync(connection.Cluster.Acls.GrantAsync(new AclGrant { Acls = acls, Force = true }, operation, InTime));
        Assert.Empty(operation.Problems);
        Assert.Equal(acls.Count, results.Count);
    }

    private static async Task<List<BrokersVerdict>> BrokersAsync(int port, string user)
    {
        await using var broker = await BrokersVerdicts.OpenAsync(port, user, InTime);
        return [.. await broker.TopicsAsync(Topics, InTime), .. await broker.GroupsAsync(Groups, InTime), .. await broker.ClusterAsync(InTime)];
    }
}

[OnBrokers, Collection(KafkaCollection.Name)]
public sealed class ExplainTestsOnBrokers(LiveClusterFixture fixture, ITestOutputHelper output) : ExplainTests(fixture, output);

[Collection(SimulationCollection.Name)]
public sealed class ExplainTestsOnSimulation(LiveSimulationFixture fixture, ITestOutputHelper output) : ExplainTests(fixture, output);
