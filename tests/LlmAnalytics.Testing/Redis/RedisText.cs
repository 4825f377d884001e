namespace LlmAnalytics.Testing;

/// <summary>Reads the texts that nodes answer with.</summary>
internal static class RedisText
{
    /// <summary>The value of a line <c>field:value</c>; null where there is none.</summary>
    public static string? Field(string info, string field) =>
        info.Split('\n').FirstOrDefault(line => line.StartsWith(field + ":", StringComparison.Ordinal))?[(field.Length + 1)..].Trim();
}
