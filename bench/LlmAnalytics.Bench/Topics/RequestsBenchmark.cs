using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Bench.Topics;

/// <summary>Counts the requests of creating the 14 topics, and of doing it again with nothing to do, by proxies in front of every broker.</summary>
internal static class RequestsBenchmark
{
    private const int GoalOfRerun = 3;

    private static readonly HashSet<ApiKey> Writes =
        [ApiKey.CreateTopics, ApiKey.DeleteTopics, ApiKey.CreatePartitions, ApiKey.IncrementalAlterConfigs];

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        using var module = new ModuleHost(options.Module);
        var topics = TopicSpec.ReadCatalog(module);
        await using var cluster = await BenchCluster.StartAsync(cancellationToken);
        var address = new Dictionary<string, object> { ["BootstrapServer"] = cluster.CountedServers };
        var table = new Table("what", "requests", "of them writes", "which");

        IReadOnlyList<ApiKey> Count(string what, Func<object> command)
        {
            cluster.ClearCount();
            command();
            var requests = cluster.Counted.Select(request => (ApiKey)request.ApiKey).ToList();
            table.Add(what, $"{requests.Count}", $"{requests.Count(Writes.Contains)}",
                string.Join(", ", requests.GroupBy(key => key).Select(group => $"{group.Count()} {group.Key}")));
            return requests;
        }

        var create = Count("create, a connection for this call", () => module.Invoke("New-LlmKafkaTopic", address));
        await cluster.UntilVisibleAsync(topics, cancellationToken);
        var rerunAlone = Count("again, a connection for this call", () => module.Invoke("New-LlmKafkaTopic", address));
        Count("Connect-LlmKafka", () => module.Invoke("Connect-LlmKafka", address));
        var rerun = Count("again, open connection", () => module.Invoke("New-LlmKafkaTopic"));
        await cluster.RemoveAsync(topics, cancellationToken);
        Count("create, open connection", () => module.Invoke("New-LlmKafkaTopic"));

        table.Print();
        Verdict.Budget("CreateTopics requests of a create", create.Count(key => key == ApiKey.CreateTopics), 1, "requests");
        Verdict.Budget("Writes of a re-run", rerunAlone.Concat(rerun).Count(Writes.Contains), 0, "requests");
        Verdict.Budget("Requests of a re-run, open connection", rerun.Count, GoalOfRerun, "requests");
        Verdict.Budget("Requests of a re-run, its connection included", rerunAlone.Count, GoalOfRerun, "requests");
    }
}
