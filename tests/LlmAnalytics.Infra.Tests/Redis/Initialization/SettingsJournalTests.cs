using System.Text.Json;
using LlmAnalytics.Infra.Redis.Initialization;

namespace LlmAnalytics.Infra.Tests.Redis.Initialization;

public sealed class SettingsJournalTests : IDisposable
{
    private static readonly TemporarySetting Lowered = new("cluster-node-timeout", "500", "15000");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("llm-journal-");

    private SettingsJournal Journal => new(Path.Combine(_folder.FullName, "journal"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_was_written_is_read_by_the_next_run_and_gone_when_it_is_forgotten()
    {
        Journal.Write(Entries("a", "b"));

        Assert.Equal([Lowered], Journal.Read(Ids("a", "c"))["a"]);
        Assert.Single(Journal.Read(Ids("a", "c")));

        Journal.Forget(Ids("a"));
        Assert.Equal(["b"], Journal.Read(Ids("a", "b")).Keys);
        Journal.Forget(Ids("b"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.FullName, "journal")));
    }

    [Fact]
    public void The_oldest_entry_counts_for_it_knows_what_was_before()
    {
        Journal.Write(new Dictionary<string, JournalEntry> { ["a"] = new("10.0.0.1:6379", [Lowered with { Original = "500" }]) });
        File.WriteAllText(Path.Combine(_folder.FullName, "journal", "redis-settings-20260101T000000000-0.json"), JsonSerializer.Serialize(Entries("a")));

        Assert.Equal("15000", Assert.Single(Journal.Read(Ids("a"))["a"]).Original);
    }

    [Fact]
    public void A_file_that_is_no_journal_and_a_folder_that_is_not_there_hinder_nobody()
    {
        Assert.Empty(Journal.Read(Ids("a")));
        Journal.Write(Entries("a"));
        var broken = Path.Combine(_folder.FullName, "journal", "redis-settings-0.json");
        File.WriteAllText(broken, "{ half");

        Assert.Single(Journal.Read(Ids("a")));
        Journal.Forget(Ids("a"));
        Assert.True(File.Exists(broken));
    }

    private static Dictionary<string, JournalEntry> Entries(params string[] nodes) => nodes.ToDictionary(node => node, _ => new JournalEntry("10.0.0.1:6379", [Lowered]));

    private static HashSet<string> Ids(params string[] nodes) => [.. nodes];
}
