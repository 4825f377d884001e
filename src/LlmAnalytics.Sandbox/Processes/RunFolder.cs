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
    private static readonly TimeSpan BeingMade = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DeletionWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DeletionPause = TimeSpan.FromMilliseconds(20);
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

    /// <summary>Makes a folder, and tidies after runs that were killed.</summary>
    /// <exception cref="SandboxException">The system's folder for temporary files can't be used.</exception>
    public static RunFolder Create()
    {
        try
        {
            _ = Prepared.Value;
            SweepKilledRuns();
            return new RunFolder(Directory.CreateTempSubdirectory(Prefix).FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
    }

    /// <summary>The folder for temporary files is missing, full or can't be written.</summary>
    public static SandboxException Unusable(Exception cause) => new SandboxException("TemporaryFolderUnusable",
        $"The sandbox can't keep its files below {System.IO.Path.GetTempPath()}: {cause.Message}", "Make room there, or name another folder that can be written, as TMPDIR (TMP on Windows).", cause);

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
            await DeleteAsync().ConfigureAwait(false);
        }
    }

    // A server inside this process may still be writing its last file.
    private async Task DeleteAsync()
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                DeleteContents(Path);
                break;
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException && Stopwatch.GetElapsedTime(startedAt) < DeletionWait)
            {
                await Task.Delay(DeletionPause).ConfigureAwait(false);
            }
            catch (Exception locked) when (locked is IOException or UnauthorizedAccessException)
            {
                Trace.TraceWarning("{0} stays behind until the next sandbox: {1}", Path, locked.Message);
                break;
            }
        }

        _ownership.Dispose();
        DeleteWhatCanBe(Path);
    }

    // All but the lock: by it the next run knows that what is left of a folder is nobody's.
    private static void DeleteContents(string folder)
    {
        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            Directory.Delete(inner, recursive: true);
        }
    }

    private static List<PosixSignalRegistration> Prepare()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll();
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
            if (!IsAbandoned(folder))
            {
                continue;
            }

            try
            {
                KillLeftovers(Directory.EnumerateFiles(folder, "*.pid").Select(file => int.Parse(System.IO.Path.GetFileNameWithoutExtension(file), provider: null)), folder);
                KillGuests(folder);
                DeleteWhatCanBe(folder);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                Trace.TraceInformation("{0} is another run's to tidy: {1}", folder, gone.Message);
            }
        }
    }

    // One without a lock is just being made, or is what a deletion has left.
    private static bool IsAbandoned(string folder)
    {
        var lockFile = System.IO.Path.Combine(folder, LockName);
        return System.IO.File.Exists(lockFile) ? IsFree(lockFile) : Directory.GetCreationTimeUtc(folder) < DateTime.UtcNow - BeingMade;
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
            DeleteContents(folder);
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception locked) when (locked is IOException or UnauthorizedAccessException)
        {
            Trace.TraceWarning("{0} stays behind: {1}", folder, locked.Message);
        }
    }
}
