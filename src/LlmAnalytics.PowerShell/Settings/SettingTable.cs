using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Security;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Errors;

namespace LlmAnalytics.PowerShell.Settings;

/// <summary>Turns a hashtable of PowerShell values into settings as Kafka writes them.</summary>
internal static class SettingTable
{
    /// <summary>Converts a table.</summary>
    /// <param name="table">Names and values; null for none.</param>
    /// <param name="parameter">The parameter that it came by, for messages.</param>
    /// <param name="errorId">The ErrorId of a value that can't be used.</param>
    /// <exception cref="ProblemException">A value is null, or an object that is no value. The message never holds it.</exception>
    public static SortedDictionary<string, string> Read(IDictionary? table, string parameter, string errorId)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in table ?? new Hashtable())
        {
            var name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!.Trim();
            settings[name] = Text(entry.Value, name)
                ?? throw new ProblemException(CommandProblems.SettingValue(errorId, parameter, name, entry.Value is null ? "is null" : "is no string, number or list"));
        }

        return settings;
    }

    private static string? Text(object? value, string name) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        SecureString secret => new NetworkCredential("", secret).Password,
        TimeSpan time when name.EndsWith(".ms", StringComparison.Ordinal) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
        Enum or Guid or Uri => $"{value}",
        IConvertible number => number.ToString(CultureInfo.InvariantCulture),
        IDictionary => null,
        IEnumerable list => Join(list, name),
        _ => null,
    };

    private static string? Join(IEnumerable list, string name)
    {
        var items = list.Cast<object?>().Select(item => Text(item, name)).ToList();
        return items.Contains(null) ? null : string.Join(',', items);
    }
}
