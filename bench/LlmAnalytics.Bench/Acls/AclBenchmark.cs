using System.Diagnostics;
using LlmAnalytics.Bench.Hosts;
using LlmAnalytics.Bench.Measuring;
using LlmAnalytics.Bench.Topics;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Bench.Acls;

/// <summary>
/// The standard set of ACLs, each time on the same cluster until every broker shows all of them. Contestants that are cheap take turns, so that a slow moment of the
/// machine meets them all.
/// </summary>
internal static class AclBenchmark
{
    private const double ColdGoalMs = 800;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        using var module = new ModuleHost(options.Module);
        var acls = AclSpec.ReadStandardSet(module);
        await using var cluster = await BenchCluster.StartAsync(cancellationToken);
        module.Invoke("Connect-LlmKafka", new() { ["BootstrapServer"] = cluster.BootstrapServers });
        var coldScript = $"{ShellProcess.Import(options.Module)}Grant-LlmKafkaAcl -BootstrapServer {ShellProcess.Quote(cluster.BootstrapServers)}";
        Console.WriteLine($"{acls.Count} ACLs. Cold: {ShellProcess.Name}");

        async Task<TimeSpan> MeasureAsync(Func<Task> grant)
        {
            var startedAt = Stopwatch.GetTimestamp();
            await grant();
            await UntilAsync(cluster, acls.Count, cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(startedAt);
            await cluster.Connection.SendAsync(new DeleteAclsRequest { Filters = [new DeleteAclsFilter()] }, cancellationToken);
            await UntilAsync(cluster, 0, cancellationToken);
            return elapsed;
        }

        Samples bare = new(), warm = new(), again = new(), cold = new(), best = new(), single = new();
        // Two rounds more than are counted: brokers and this process are cold at first.
        for (var run = -2; run < (options.Runs ?? 7); run++)
        {
            var bareTime = await MeasureAsync(() => CreateAsync(cluster, acls, cancellationToken));
            var againTime = TimeSpan.Zero;
            var warmTime = await MeasureAsync(() => Task.FromResult(module.Invoke("Grant-LlmKafkaAcl")));
            await MeasureAsync(async () =>
            {
                await CreateAsync(cluster, acls, cancellationToken);
                await UntilAsync(cluster, acls.Count, cancellationToken);
                againTime = Clock.Measure(() => module.Invoke("Grant-LlmKafkaAcl")).Elapsed;
            });
            var coldTime = await MeasureAsync(() => ShellProcess.RunAsync(coldScript, cancellationToken));
            if (run >= 0)
            {
                bare.Add(bareTime);
                warm.Add(warmTime);
                again.Add(againTime);
                cold.Add(coldTime);
            }
        }

        var bestCalls = AclCalls.Best(acls);
        var singleCalls = AclCalls.Single(acls);
        best.Add(await MeasureAsync(() => CallAllAsync(cluster.Cli, bestCalls, cancellationToken)));
        best.Add(await MeasureAsync(() => CallAllAsync(cluster.Cli, bestCalls, cancellationToken)));
        Console.WriteLine($"{singleCalls.Count} calls of AclCommand ...");
        single.Add(await MeasureAsync(() => CallAllAsync(cluster.Cli, singleCalls, cancellationToken)));

        var table = Table.OfMilliseconds();
        table.Add("bare CreateAcls request, open connection", bare);
        table.Add("a. Grant-LlmKafkaAcl, warm, open connection", warm);
        table.Add("   the same again: nothing to do", again);
        table.Add("b. Grant-LlmKafkaAcl, cold, whole process", cold);
        table.Add($"c. AclCommand, an ACL a call, {singleCalls.Count} JVMs, fast JVM options", single);
        table.Add($"d. best use of AclCommand, {bestCalls.Count} JVMs, fast JVM options", best);
        table.Print();
        Verdict.Budget("b", cold.Median, ColdGoalMs, "ms");
        Verdict.AtLeast("c : b", single.Median, cold.Median, 20);
        Verdict.AtLeast("d : b", best.Median, cold.Median, 5);
    }

    private static async Task CreateAsync(BenchCluster cluster, IEnumerable<AclSpec> acls, CancellationToken cancellationToken)
    {
        var response = await cluster.Connection.SendAsync(new CreateAclsRequest { Creations = [.. acls.Select(acl => acl.ToCreation())] }, cancellationToken);
        if (response.Results.FirstOrDefault(result => result.ErrorCode != ErrorCode.None) is { } failed)
        {
            throw new InvalidOperationException($"An ACL was not created: {failed.ErrorCode}");
        }
    }

    /// <summary>The check: returns when every broker shows so many ACLs.</summary>
    private static Task UntilAsync(BenchCluster cluster, int count, CancellationToken cancellationToken) => Task.WhenAll(cluster.Connections.Select(async connection =>
    {
        while ((await connection.SendAsync(new DescribeAclsRequest(), cancellationToken)).Resources.Sum(resource => resource.Acls.Length) != count)
        {
            await Task.Delay(Poll, cancellationToken);
        }
    }));

    private static async Task CallAllAsync(KafkaCli cli, IEnumerable<IReadOnlyList<string>> calls, CancellationToken cancellationToken)
    {
        foreach (var arguments in calls)
        {
            await cli.CallAsync(KafkaCli.Acls, arguments, cancellationToken);
        }
    }
}
