namespace LlmAnalytics.PowerShell.Catalog;

/// <summary>Chooses topics of the catalog by name.</summary>
internal static class CatalogSelection
{
    /// <summary>The topics that a name stands for, in the catalog's order. An optional topic is found by its exact name, not by a wildcard unless asked for.</summary>
    public static IEnumerable<KafkaTopicDefinition> Find(IReadOnlyList<KafkaTopicDefinition> catalog, string name, bool includeOptional)
    {
        if (!NamePattern.IsPattern(name))
        {
            return catalog.Where(topic => string.Equals(topic.Name, name, StringComparison.OrdinalIgnoreCase));
        }

        var pattern = NamePattern.Parse(name);
        return catalog.Where(topic => (includeOptional || !topic.Optional) && pattern.IsMatch(topic.Name));
    }
}
