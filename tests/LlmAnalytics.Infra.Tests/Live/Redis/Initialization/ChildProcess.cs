using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Initialization;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Infra.Tests.Live.Redis.Initialization;

/// <summary>An initialization in a process of its own: this assembly, started as a program.</summary>
internal static class ChildProcess
{
    public const string Command = "initialize-redis";

    /// <summary>The child's side: initializes the nodes at the addresses.</summary>
    public static async Task<int> RunAsync(string journalFolder, IReadOnlyList<string> addresses)
    {
        var places = addresses.Select(address => address.Split(':')).Select(parts => new NodePlace(parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        await using var pool = new NodePool(new DirectNodes(places), NodeAccess.Open);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await new ClusterInitializer(pool.Source, pool.Get, new RedisInitialization { NodeCount = places.Count, JournalFolder = journalFolder }, new RecordingOperation(Approval.Approved))
            .RunAsync(deadline.Token);
        return 0;
    }

    /// <summary>Starts it, and kills it as soon as something is so.</summary>
    public static async Task KillDuringInitializationAsync(RedisTestCluster cluster, string journalFolder, Func<Task<bool>> isSo)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, ["exec", typeof(ChildProcess).Assembly.Location, Command, journalFolder, .. cluster.Addresses]) { RedirectStandardError = true })!;
        try
        {
            await cluster.UntilAsync(
                async () => process.HasExited ? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync()) : await isSo(), "the child is at work");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
