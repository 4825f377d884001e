using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Bench.Health;

/// <summary>
/// The states in which a process that administers by the C# client was seen to end: groups listed with a broker dead or frozen, a coordinator that dies meanwhile, a
/// partition whose ISR is empty. That this program comes to its last line is the proof.
/// </summary>
internal static class SurviveRun
{
    private const int TimeoutSeconds = 20;
    private const string Group = "survive";
    private const string SingleReplicas = "single-replicas";
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var runs = options.Runs ?? 3;
        using var module = new ModuleHost(options.Module);
        Console.WriteLine("Starting three brokers ...");
        await using var cluster = await KafkaTestCluster.StartAsync(cancellationToken: cancellationToken);
        var servers = cluster.BootstrapServers(ListenerKind.Plaintext);
        module.Invoke("New-LlmKafkaTopic", new() { ["BootstrapServer"] = servers, ["WaitFor"] = "Serving" });
        await DescribeCalls.CommitAsync(new KafkaCli(servers, KafkaCli.FastOptions), Group, ["llm-events", "llm-metrics"], cancellationToken);
        module.Invoke("Connect-LlmKafka", new() { ["BootstrapServer"] = servers });
        var table = new Table("state", "command", "answer", "what was seen", "s");

        IllAnswer Ask(string state, string command, string? own = null)
        {
            var answer = IllAnswer.Of(module, command, TimeoutSeconds, own);
            table.Add(state, command, answer.Verdict, answer.Detail, $"{answer.Elapsed.TotalSeconds:0.0}");
            return answer;
        }

        for (var run = 0; run < runs; run++)
        {
            cluster.Broker(1 + (run % 3)).Kill();
            AskAll("A. a broker dead");
            await cluster.HealAsync(cancellationToken);
            cluster.Broker(1 + (run % 3)).Freeze();
            AskAll("A. a broker frozen");
            await cluster.HealAsync(cancellationToken);
        }

        for (var run = 0; run < runs; run++)
        {
            var coordinator = cluster.Broker(await CoordinatorAsync(cluster, cancellationToken));
            var asking = Task.Run(() => Ask("B. the coordinator dies meanwhile", IllAnswer.Health, run % 2 == 0 ? null : servers), cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(10 * (run + 1)), cancellationToken);
            coordinator.Kill();
            await asking;
            Ask("B. the coordinator just died", IllAnswer.Health);
            await cluster.HealAsync(cancellationToken);
        }

        // A partition on every broker: whichever is shot leaves one without ISR.
        module.Invoke("New-LlmKafkaTopic", new() { ["Name"] = SingleReplicas, ["Partitions"] = 3, ["ReplicationFactor"] = 1, ["WaitFor"] = "Serving" });
        cluster.Broker(2).Kill();
        await UntilOfflineAsync(module, cancellationToken);
        AskAll("C. a partition with an empty ISR");
        module.Invoke("Disconnect-LlmKafka");
        table.Print();
        Console.WriteLine("This process is alive, its connections are closed.");

        void AskAll(string state)
        {
            Ask(state, IllAnswer.Health);
            Ask(state, IllAnswer.Health, servers);
            Ask(state, IllAnswer.Brokers);
            Ask(state, IllAnswer.Topics);
        }
    }

    /// <summary>A group is listed by its coordinator alone.</summary>
    private static async Task<int> CoordinatorAsync(KafkaTestCluster cluster, CancellationToken cancellationToken)
    {
        var end = DateTime.UtcNow + Noticed;
        while (DateTime.UtcNow < end)
        {
            foreach (var broker in cluster.Brokers)
            {
                var address = new ServerEndPoint(KafkaTestBroker.Host, broker.Port(ListenerKind.Plaintext));
                await using var connection = await BrokerConnection.OpenAsync(address, new ConnectionOptions { ClientId = "bench" }, cancellationToken);
                if ((await connection.SendAsync(new ListGroupsRequest(), cancellationToken)).Groups.Any(group => group.GroupId == Group))
                {
                    return broker.Id;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }

        throw new InvalidOperationException($"No broker lists the group {Group}.");
    }

    private static async Task UntilOfflineAsync(ModuleHost module, CancellationToken cancellationToken)
    {
        var end = DateTime.UtcNow + Noticed;
        while (module.InvokeOnIll(IllAnswer.Health, new() { ["TimeoutSec"] = TimeoutSeconds }).Results is not [var health] || health.Properties["OfflinePartitions"].Value is not > 0)
        {
            if (DateTime.UtcNow > end)
            {
                throw new InvalidOperationException("The cluster did not notice that a partition has no leader.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }
    }
}
