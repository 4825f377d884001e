using System.Globalization;

namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>The fields of INFO or CLUSTER INFO: <c>name:value</c> a line, headings with #. Names are unique over all sections.</summary>
internal sealed class InfoText
{
    public static readonly InfoText Empty = new([]);

    private readonly Dictionary<string, string> _fields;

    private InfoText(Dictionary<string, string> fields) => _fields = fields;

    /// <summary>All names, in no order.</summary>
    public IEnumerable<string> Names => _fields.Keys;

    public bool IsEmpty => _fields.Count == 0;

    public static InfoText Parse(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[0] != '#')
            {
                fields[line[..colon]] = line[(colon + 1)..];
            }
        }

        return new InfoText(fields);
    }

    /// <summary>A field; null where the server doesn't have it.</summary>
    public string? Text(string name) => _fields.GetValueOrDefault(name);

    /// <summary>A whole number; null where the server doesn't have it.</summary>
    public long? Long(string name) => Number(Text(name));

    /// <summary>A number; null where the server doesn't have it, or it is none (<c>nan</c>).</summary>
    public double? Double(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A part of a field such as <c>db0:keys=1,expires=0</c>; null where the server doesn't have it.</summary>
    public string? Part(string name, string part) =>
        Text(name)?.Split(',').Select(pair => pair.Split('=', 2)).FirstOrDefault(pair => pair.Length == 2 && pair[0] == part)?[1];

    /// <summary>A whole number in a field such as <c>db0:keys=1,expires=0</c>; null where the server doesn't have it.</summary>
    public long? PartLong(string name, string part) => Number(Part(name, part));

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
