using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;

namespace LlmAnalytics.Sandbox.Hosting;

/// <summary>The running sandboxes of each runspace. Those of a runspace end with it.</summary>
internal static class SandboxRegistry
{
    private static readonly ConcurrentDictionary<Guid, ConcurrentQueue<LlmSandbox>> Started = [];

    /// <summary>Those of a runspace that run, in the order of their start.</summary>
    public static IReadOnlyList<LlmSandbox> Of(Runspace runspace) =>
        Started.TryGetValue(runspace.InstanceId, out var sandboxes) ? [.. sandboxes.Where(sandbox => sandbox.State == "Running")] : [];

    /// <summary>Ties a sandbox to the end of a runspace.</summary>
    public static void Add(Runspace runspace, LlmSandbox sandbox)
    {
        var sandboxes = Started.GetOrAdd(runspace.InstanceId, id =>
        {
            runspace.StateChanged += (_, change) =>
            {
                if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
                {
                    // Nobody is left to wait: processes end at once, what runs in this one soon after.
                    _ = EndAsync(id);
                }
            };
            return [];
        });
        sandboxes.Enqueue(sandbox);
    }

    /// <summary>Ends all sandboxes of a runspace.</summary>
    public static Task EndAsync(Guid runspace) => Started.TryRemove(runspace, out var sandboxes)
        ? Task.WhenAll(sandboxes.Select(sandbox => sandbox.DisposeAsync().AsTask()))
        : Task.CompletedTask;
}
