namespace LlmAnalytics.Sandbox.Commands;

/// <summary>The one place where the pipeline's thread waits for tasks: a cmdlet's methods are synchronous, and the engine knows no others.</summary>
internal static class PipelineThread
{
    /// <summary>Runs something on the thread pool and waits for its end; its exception is thrown as it was.</summary>
    public static T Run<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    /// <summary>Waits at most so long for a task's end, however it ends.</summary>
    public static bool TryWait(Task task, TimeSpan limit) => Task.WhenAny(task, Task.Delay(limit)).GetAwaiter().GetResult() == task;
}
