using System.ComponentModel;
using System.Runtime.InteropServices;

namespace LlmAnalytics.Sandbox.Processes;

/// <summary>Signals that .NET has no name for: stopping and continuing a process.</summary>
internal static class ProcessFreezer
{
    // Numbers differ between Linux and macOS.
    private static int Stop => OperatingSystem.IsMacOS() ? 17 : 19;

    private static int Continue => OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>SIGSTOP; returns when every thread of the process has stopped (on Linux, where that can be seen).</summary>
    public static void Freeze(int pid)
    {
        Send(pid, Stop);
        if (OperatingSystem.IsLinux() && !SpinWait.SpinUntil(() => IsStopped(pid), TimeSpan.FromSeconds(5)))
        {
            throw new InvalidOperationException($"Process {pid} did not stop within 5 s of SIGSTOP");
        }
    }

    /// <summary>SIGCONT.</summary>
    public static void Thaw(int pid) => Send(pid, Continue);

    private static void Send(int pid, int signal)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Freezing a process needs SIGSTOP");
        }
        if (NativeKill(pid, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"kill({pid}, {signal}) failed");
        }
    }

    private static bool IsStopped(int pid) =>
        Directory.EnumerateDirectories($"/proc/{pid}/task").All(task =>
        {
            // "pid (name) state ...": the name may hold spaces and brackets, so the state is what follows the last bracket.
            var stat = File.ReadAllText(Path.Combine(task, "stat"));
            return stat[stat.LastIndexOf(')') + 2] == 'T';
        });

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int pid, int signal);
}
