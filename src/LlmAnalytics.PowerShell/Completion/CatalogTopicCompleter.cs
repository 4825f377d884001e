using System.Collections;
using LlmAnalytics.PowerShell.Loading;

namespace LlmAnalytics.PowerShell.Completion;

/// <summary>Completes the names of the catalog's topics, the optional ones included.</summary>
public sealed class CatalogTopicCompleter : LlmCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<KeyValuePair<string, string>> Values(IDictionary boundParameters) =>
        EngineHost.Engine.Kafka.TopicCatalog.Select(topic =>
            KeyValuePair.Create(topic.Name, $"{topic.Description ?? topic.Name} ({topic.Partitions} partitions{(topic.Optional ? ", optional" : "")})"));
}
