using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using LlmAnalytics.HelpGenerator;
using LlmAnalytics.PowerShell.Commands.Kafka;

namespace LlmAnalytics.PowerShell.Tests.Help;

/// <summary>The pages of docs/en-US, and the commands that they are held against as PowerShell itself sees them.</summary>
internal static class HelpPages
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static string Folder { get; } = Path.Combine(RepositoryRoot, "docs", "en-US");

    public static IReadOnlyDictionary<string, HelpPage> All { get; } =
        Directory.EnumerateFiles(Folder, "*.md").ToDictionary(path => Path.GetFileNameWithoutExtension(path), HelpPageReader.Read);

    /// <summary>The classes of the commands, by name.</summary>
    public static IReadOnlyDictionary<string, Type> Commands { get; } = typeof(KafkaCommand).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(PSCmdlet)) && !type.IsAbstract)
        .ToDictionary(type => type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet ? $"{cmdlet.VerbName}-{cmdlet.NounName}" : type.Name);

    /// <summary>Name by name, what <c>Get-Command</c> says.</summary>
    public static IReadOnlyDictionary<string, CmdletInfo> Infos { get; } = AskPowerShell();

    public static TheoryData<string> Names => [.. Commands.Keys.Order(StringComparer.Ordinal)];

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
