using System.Collections;
using System.Management.Automation;

namespace LlmAnalytics.PowerShell.Settings;

/// <summary>
/// Lets a table of settings also be the object that <c>ConvertFrom-Json</c> makes of one, or the text of a CSV cell: <c>retention.ms=1000;cleanup.policy=compact</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingTableAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => inputData switch
    {
        PSObject { BaseObject: PSCustomObject } item => item.Properties.ToDictionary(property => property.Name, property => property.Value),
        PSObject { BaseObject: string text } => Split(text),
        string text => Split(text),
        PSObject { BaseObject: IReadOnlyDictionary<string, string> map } => Copy(map),
        IReadOnlyDictionary<string, string> map => Copy(map),
        _ => inputData,
    };

    private static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string> map) => map.ToDictionary(StringComparer.Ordinal);

    private static Hashtable Split(string text)
    {
        var table = new Hashtable(StringComparer.Ordinal);
        foreach (var part in text.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                // Without the text itself: it may hold a secret.
                throw new ArgumentTransformationMetadataException("Settings in one string are written as name=value, with semicolons between them.");
            }

            table[part[..equals].TrimEnd()] = part[(equals + 1)..].TrimStart();
        }

        return table;
    }
}
