using System.Text.Json;

namespace LlmAnalytics.Infra.Redis.Initialization;

/// <summary>
/// What nodes' settings were before they were changed for a while, in files: a run that was killed leaves them to the next one. A file holds node ids, addresses,
/// names and values of timeouts, no secrets. Every run writes a file of its own; entries go when the node has its setting back.
/// </summary>
internal sealed class SettingsJournal(string folder)
{
    private const string Pattern = "redis-settings-*.json";
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>The state folder of the user: <c>$XDG_STATE_HOME</c> or <c>~/.local/state</c>, on Windows the local application data.</summary>
    public static string DefaultFolder
    {
        get
        {
            var state = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } given ? given
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
            return Path.Combine(state, "LlmAnalytics", "redis");
        }
    }

    /// <summary>What the journals have of these nodes, by node id. A file that isn't a journal is left alone.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TemporarySetting>> Read(IReadOnlySet<string> nodes)
    {
        var found = new Dictionary<string, IReadOnlyList<TemporarySetting>>(StringComparer.Ordinal);
        foreach (var (id, entry) in Files().SelectMany(ReadFile).Where(entry => nodes.Contains(entry.Key)))
        {
            found.TryAdd(id, entry.Settings); // the oldest knows what was before anybody changed it
        }

        return found;
    }

    /// <summary>Notes what nodes' settings are, before they are changed. The file is on the disk when this returns.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be written.</exception>
    public void Write(IReadOnlyDictionary<string, JournalEntry> nodes)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        WriteFile(Path.Combine(folder, $"redis-settings-{DateTime.UtcNow:yyyyMMddTHHmmssfff}-{Guid.NewGuid():N}.json"), nodes);
    }

    /// <summary>Forgets nodes whose settings are back.</summary>
    public void Forget(IReadOnlySet<string> nodes)
    {
        foreach (var file in Files())
        {
            var entries = ReadFile(file);
            var left = entries.Where(entry => !nodes.Contains(entry.Key)).ToDictionary(StringComparer.Ordinal);
            if (left.Count == 0 && entries.Count > 0)
            {
                File.Delete(file);
            }
            else if (left.Count < entries.Count)
            {
                WriteFile(file, left);
            }
        }
    }

    private List<string> Files() => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, Pattern).Order(StringComparer.Ordinal).ToList() : [];

    private static Dictionary<string, JournalEntry> ReadFile(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, JournalEntry>>(File.ReadAllText(file)) ?? [];
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            return []; // not ours, or another run of this user has just done with it
        }
    }

    // Beside it first: a crash leaves the old file or the new one, never half of one.
    private static void WriteFile(string file, IReadOnlyDictionary<string, JournalEntry> entries)
    {
        var beside = file + ".new";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, entries, Format);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
    }
}

/// <summary>A node's settings in the journal.</summary>
/// <param name="Address">Where it was, for whoever reads the file.</param>
/// <param name="Settings">What they are meanwhile, and were before.</param>
internal sealed record JournalEntry(string Address, IReadOnlyList<TemporarySetting> Settings);
