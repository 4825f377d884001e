namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>Tells the operator of names that no Kafka client knows: a typing error in a security setting would otherwise go unseen.</summary>
internal static class UnknownSettings
{
    private const int MostReported = 5;

    /// <summary>A line for each unknown name, at most five and one that counts the rest.</summary>
    internal static IEnumerable<string> Warnings(IEnumerable<Setting> settings)
    {
        var known = new HashSet<string>(KafkaSettingNames.Understood.Concat(IgnoredClientSettings.Names), StringComparer.Ordinal);
        var unknown = settings.Where(s => !known.Contains(s.Name) && !BelongsToSomethingElse(s.Name)).ToList();
        foreach (var setting in unknown.Take(MostReported))
        {
            yield return Describe(setting, Nearest(setting.Name, known));
        }

        if (unknown.Count > MostReported)
        {
            yield return $"{unknown.Count - MostReported} more unknown settings are ignored.";
        }
    }

    /// <summary>Settings for a config provider, or for one kind of client in a file shared by several (Connect's and Streams' prefixes).</summary>
    private static bool BelongsToSomethingElse(string name) =>
        name.StartsWith("config.providers.", StringComparison.Ordinal) || name.StartsWith("admin.", StringComparison.Ordinal)
        || name.StartsWith("producer.", StringComparison.Ordinal) || name.StartsWith("consumer.", StringComparison.Ordinal);

    private static string Describe(Setting setting, string? nearest)
    {
        if (nearest is not null)
        {
            return $"unknown setting '{setting.Name}' in {setting.Source}: did you mean '{nearest}'?";
        }

        // A line of a broken jaas entry or PEM text reads as a setting too, and its "name" may be a part of a secret.
        return setting.Value.Length > 0 && setting.Name.Contains('.', StringComparison.Ordinal)
            && setting.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-')
            ? $"unknown setting '{setting.Name}' in {setting.Source} is ignored."
            : $"{setting.Source} holds no setting of a Kafka client; it is ignored. A long value goes on only after a backslash at the line's end.";
    }

    private static string? Nearest(string name, IEnumerable<string> known)
    {
        var limit = Math.Min(3, name.Length / 5);
        return known.Where(k => Math.Abs(k.Length - name.Length) <= limit)
            .Select(k => (Name: k, Distance: Distance(k, name)))
            .Where(k => k.Distance <= limit)
            .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal)
            .Select(k => k.Name)
            .FirstOrDefault();
    }

    /// <summary>Levenshtein's distance, upper and lower case being the same.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
