namespace LlmAnalytics.Sandbox.Tests.Processes;

/// <summary>A test of server processes, which there are none of on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Servers as processes are not supported on Windows";
        }
    }
}
