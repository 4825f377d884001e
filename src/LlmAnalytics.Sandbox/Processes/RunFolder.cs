using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LlmAnalytics.Sandbox.Processes;

/// <summary>
/// A temporary folder with the processes that work in it. It goes, and they end, on <see cref="DisposeAsync"/>, else when this
/// process exits, else (this one was killed) when the next run starts and finds the folder's lock free.
/// </summary>
internal sealed class RunFolder : IAsyncDisposable
{
    private const string Prefix = "llm-sandbox-";
    private const string LockName = "owner.lock";
    private static readonly ConcurrentDictionary<RunFolder, bool> Alive = [];
    private static readonly Lazy<List<PosixSignalRegistration>> Prepared = new(Prepare);
    private readonly ConcurrentDictionary<int, ServerProcess> _processes = [];
    private readonly FileStream _ownership;

    private RunFolder(string path)
    {
        Path = path;
        _ownership = new FileStream(System.IO.Path.Combine(path, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Alive[this] = true;
    }

    public string Path { get; }

    public static RunFolder Create()
    {
        _ = Prepared.Value;
        return new RunFolder(Directory.CreateTempSubdirectory(Prefix).FullName);
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Ties a process to the folder's end.</summary>
    public void Own(ServerProcess process)
    {
        System.IO.File.WriteAllText(File($"{process.Id}.pid"), "");
        _processes[process.Id] = process;
    }

    /// <summary>Kills the processes, frozen ones too, waits for their end, deletes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Alive.TryRemove(this, out _))
        {
            foreach (var process in _processes.Values)
            {
                await process.DisposeAsync().ConfigureAwait(false);
            }
            KillGuests(Path);
            _ownership.Dispose();
            Directory.Delete(Path, recursive: true);
        }
    }

    private static List<PosixSignalRegistration> Prepare()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll();
        SweepKilledRuns();
        // From .NET 10 on, these signals end a process without ProcessExit. The system's own handling follows the handler. Not SIGINT: in a shell it stops a command.
        return [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal =>
            PosixSignalRegistration.Create(signal, _ => EndAll()))];
    }

    private static void EndAll()
    {
        foreach (var folder in Alive.Keys.Where(folder => Alive.TryRemove(folder, out _)))
        {
            foreach (var process in folder._processes.Values)
            {
                process.Kill();
            }
            KillGuests(folder.Path);
            folder._ownership.Dispose();
            DeleteWhatCanBe(folder.Path);
        }
    }

    private static void SweepKilledRuns()
    {
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            var lockFile = System.IO.Path.Combine(folder, LockName);
            if (System.IO.File.Exists(lockFile) && IsFree(lockFile))
            {
                KillLeftovers(Directory.EnumerateFiles(folder, "*.pid").Select(file => int.Parse(System.IO.Path.GetFileNameWithoutExtension(file), provider: null)), folder);
                KillGuests(folder);
                DeleteWhatCanBe(folder);
            }
        }
    }

    private static bool IsFree(string lockFile)
    {
        try
        {
            // The system drops the lock with its process, however that ended.
            new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return true;
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Servers that a script started and left behind write their ids into subfolders, one a file.
    private static void KillGuests(string folder)
    {
        var ids = Directory.EnumerateDirectories(folder).SelectMany(inner => Directory.EnumerateFiles(inner, "*.pid"))
            .Select(file => int.TryParse(System.IO.File.ReadAllText(file), out var pid) ? pid : 0);
        KillLeftovers(ids, folder);
    }

    // All first, the waiting after: a process that is being ended itself has no time to take them one by one.
    private static void KillLeftovers(IEnumerable<int> ids, string folder)
    {
        var killed = ids.Where(pid => Names(pid, folder)).Select(Process.GetProcessById).ToList();
        killed.ForEach(process => process.Kill());
        foreach (var process in killed)
        {
            process.WaitForExit(TimeSpan.FromSeconds(5));
            process.Dispose();
        }
    }

    // The number may be another process's by now: only one whose command line or current folder names the folder is the lost server.
    private static bool Names(int pid, string folder)
    {
        try
        {
            return System.IO.File.ReadAllText($"/proc/{pid}/cmdline").Contains(folder, StringComparison.Ordinal)
                || System.IO.File.ResolveLinkTarget($"/proc/{pid}/cwd", returnFinalTarget: false)?.FullName.StartsWith(folder, StringComparison.Ordinal) == true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // At the end of a process and while tidying after another, a file that can't be deleted is no reason to fail.
    private static void DeleteWhatCanBe(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception locked) when (locked is IOException or UnauthorizedAccessException)
        {
            Trace.TraceWarning("{0} stays behind: {1}", folder, locked.Message);
        }
    }
}
