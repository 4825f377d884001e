using LlmAnalytics.Engine;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live;

/// <summary>Users and their passwords; ways in with certificates and tokens are in <see cref="SecurityTests"/>.</summary>
public abstract class PasswordTests(IClusterFixture fixture) : LiveTests(fixture)
{
    [ClusterTheory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task The_right_password_lets_in_and_a_wrong_one_is_refused(string mechanism)
    {
        await using var connection = await ConnectAsync(ListenerKind.Sasl, mechanism: mechanism);
        Assert.Equal((Cluster.ClusterId, "SASL_PLAINTEXT", mechanism, "admin"), (connection.ClusterId, connection.SecurityProtocol, connection.SaslMechanism, connection.User));
        Assert.Equal((3, "Open", Cluster.BootstrapServers(ListenerKind.Sasl)), (connection.BrokerCount, connection.State, connection.BootstrapServers));
        await connection.Cluster.Topics.GetNamesAsync(InTime); // beyond the first broker: the addresses in the metadata are of the same listener

        var wrong = KafkaClientProperties.For(Cluster, ListenerKind.Sasl, KafkaUsers.Alice, mechanism);
        wrong["sasl.jaas.config"] = wrong["sasl.jaas.config"].Replace(KafkaUsers.Password(KafkaUsers.Alice), "wr0ng-secret", StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => ConnectAsync(wrong, Cluster.BootstrapServers(ListenerKind.Sasl)));
        Assert.Equal(ErrorIds.KafkaAuthenticationFailed, refused.Problem.ErrorId);
        Assert.DoesNotContain("wr0ng-secret", refused.ToString(), StringComparison.Ordinal);
    }
}

[OnBrokers, Collection(KafkaCollection.Name)]
public sealed class PasswordTestsOnBrokers(LiveClusterFixture fixture) : PasswordTests(fixture);

[Collection(SimulationCollection.Name)]
public sealed class PasswordTestsOnSimulation(LiveSimulationFixture fixture) : PasswordTests(fixture);
