using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LlmAnalytics.HelpGenerator;
using LlmAnalytics.PowerShell.Commands.Kafka;
using LlmAnalytics.Sandbox.Commands;

namespace LlmAnalytics.PowerShell.Tests.Help;

/// <summary>The pages of docs/en-US, those of every module, and the commands that they are held against as PowerShell itself sees them.</summary>
internal static class HelpPages
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static string Folder { get; } = Path.Combine(RepositoryRoot, "docs", "en-US");

    public static IReadOnlyList<HelpModule> Modules { get; } =
    [
        new("LlmAnalytics", typeof(KafkaCommand).Assembly, Folder, Path.Combine(RepositoryRoot, "LlmAnalytics.psd1")),
        new("LlmAnalytics.Sandbox", typeof(SandboxCommand).Assembly, Path.Combine(Folder, "LlmAnalytics.Sandbox"),
            Path.Combine(RepositoryRoot, "src", "LlmAnalytics.Sandbox", "Module", "LlmAnalytics.Sandbox.psd1")),
    ];

    public static IReadOnlyDictionary<string, HelpPage> All { get; } =
        Modules.SelectMany(module => Directory.EnumerateFiles(module.Folder, "*.md")).ToDictionary(path => Path.GetFileNameWithoutExtension(path), HelpPageReader.Read);

    /// <summary>The classes of the commands, by name.</summary>
    public static IReadOnlyDictionary<string, Type> Commands { get; } = Modules.SelectMany(module => module.Commands).ToDictionary();

    /// <summary>Name by name, what <c>Get-Command</c> says.</summary>
    public static IReadOnlyDictionary<string, CmdletInfo> Infos { get; } = AskPowerShell();

    public static TheoryData<string> Names => [.. Commands.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The module of a command.</summary>
    public static HelpModule ModuleOf(string command) => Modules.Single(module => module.Commands.ContainsKey(command));

    private static Dictionary<string, CmdletInfo> AskPowerShell()
    {
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(Commands.Select(command => new SessionStateCmdletEntry(command.Key, command.Value, helpFileName: null)));
        using var shell = System.Management.Automation.PowerShell.Create(state);
        return shell.AddCommand("Get-Command").AddParameter("Name", Commands.Keys.ToArray()).Invoke<CmdletInfo>().ToDictionary(info => info.Name);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LlmAnalytics.psd1")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests don't run inside the repository.");
    }
}
