using System.Management.Automation;
using System.Reflection;

namespace LlmAnalytics.PowerShell.Tests.Help;

/// <summary>A module with its pages.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Assembly">The assembly of its commands.</param>
/// <param name="Folder">The folder of its pages.</param>
/// <param name="Manifest">The path of its manifest.</param>
internal sealed record HelpModule(string Name, Assembly Assembly, string Folder, string Manifest)
{
    /// <summary>The file that Get-Help reads.</summary>
    public string HelpFile => $"{Assembly.GetName().Name}.dll-Help.xml";

    /// <summary>The classes of the commands, by name.</summary>
    public IReadOnlyDictionary<string, Type> Commands { get; } = Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(PSCmdlet)) && !type.IsAbstract)
        .ToDictionary(type => type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet ? $"{cmdlet.VerbName}-{cmdlet.NounName}" : type.Name);
}
