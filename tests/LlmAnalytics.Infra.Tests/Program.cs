using LlmAnalytics.Infra.Tests.Live.Redis.Initialization;

namespace LlmAnalytics.Infra.Tests;

/// <summary>What this assembly does when a test starts it as a process, to be killed.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args is [ChildProcess.Command, var journal, .. var addresses] ? await ChildProcess.RunAsync(journal, addresses) : 2;
}
