namespace LlmAnalytics.Sandbox.Tests.Commands;

/// <summary>Processes of this machine, by number.</summary>
internal static class HostProcess
{
    /// <summary>Whether it has ended. One whose parent doesn't ask for its end stays as a zombie in a container without an init.</summary>
    public static bool IsGone(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] == 'Z';
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
