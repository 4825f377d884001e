using System.Diagnostics;

namespace LlmAnalytics.Sandbox.Processes;

/// <summary>
/// Ties a server's life to this process, also where that is killed and can do nothing any more: a small shell beside the server waits at the other end of its stdin, and
/// sends SIGKILL when that closes without a word. The system closes it with the process that held it.
/// </summary>
/// <remarks>
/// The shell that is started becomes the server (exec), so the process' number is the server's and signals reach it directly; the guard is the child. Where the system has
/// setsid, the server leaves the terminal's group: a Ctrl+C that stops a command would end it otherwise, as Redis and Java end on SIGINT.
/// </remarks>
internal static class Supervision
{
    // 3 is the pipe from this process; the server itself gets no stdin and must not hold the pipe, nor the guard the server's output.
    private const string Script =
        """
        exec 3<&0 </dev/null
        { read -r word <&3 || kill -KILL $$; } >/dev/null 2>&1 &
        exec 3<&-
        exec "$@"
        """;

    private static readonly string? SetSid = Executables.Find("setsid");

    /// <summary>How to start a server under guard.</summary>
    /// <exception cref="PlatformNotSupportedException">On Windows, which has no such shell.</exception>
    public static ProcessStartInfo Wrap(string executable, IEnumerable<string> arguments)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Servers as processes of their own are not supported on Windows: what runs inside this process is (simulated Kafka, Garnet).");
        }

        string[] shell = ["/bin/sh", "-c", Script, "sh", executable, .. arguments];
        return SetSid is null ? new ProcessStartInfo(shell[0], shell[1..]) : new ProcessStartInfo(SetSid, shell);
    }

    /// <summary>Sends the guard home, now that the server has ended: its number may be another process' later. Once.</summary>
    /// <param name="pipe">The stdin of the process that was started.</param>
    public static void Dismiss(StreamWriter pipe)
    {
        try
        {
            pipe.WriteLine("ended");
            pipe.Close();
        }
        catch (IOException e)
        {
            Trace.TraceInformation("A guard has gone before its server: {0}", e.Message);
        }
    }
}
