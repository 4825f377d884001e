using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace LlmAnalytics.Console.Running;

/// <summary>A script's arguments as they come from a shell: text.</summary>
internal static class ScriptArguments
{
    /// <summary>Adds <c>-Name</c> and <c>-Name:value</c> as parameters and everything else as arguments: values of the parameters before them, or by position.</summary>
    public static void Add(PowerShell shell, IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!IsName(arguments[i]))
            {
                shell.AddArgument(arguments[i]);
                continue;
            }

            var name = arguments[i][1..];
            var colon = name.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                shell.AddParameter(name[..colon], Switch(name[(colon + 1)..]));
            }
            else
            {
                // With its dash: whether the next argument is its value is then for PowerShell to find out, which knows the switches.
                shell.Commands.Commands[^1].Parameters.Add(new CommandParameter(arguments[i]));
            }
        }
    }

    /// <summary>A dash and a letter: <c>-1</c> is a number.</summary>
    private static bool IsName(string argument) => argument is ['-', var first, ..] && char.IsAsciiLetter(first);

    private static object Switch(string value) => value.ToLowerInvariant() switch
    {
        "$true" => true,
        "$false" => false,
        _ => value,
    };
}
