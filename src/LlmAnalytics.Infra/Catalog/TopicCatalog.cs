using System.Globalization;

namespace LlmAnalytics.Infra.Catalog;

/// <summary>The topics of the LLM Analytics Hub, from the embedded <c>topics.yaml</c>.</summary>
internal sealed class TopicCatalog
{
    private const string Resource = "LlmAnalytics.Infra.Catalog.topics.yaml";
    private const int LongestName = 249; // Kafka's limit

    private static readonly Lazy<TopicCatalog> Embedded = new(LoadEmbedded);

    private readonly HashSet<string> _names;

    private TopicCatalog(IReadOnlyList<KafkaTopicDefinition> topics)
    {
        Topics = topics;
        _names = topics.Select(topic => topic.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The catalog that ships with the module, read at the first call.</summary>
    internal static TopicCatalog Default => Embedded.Value;

    /// <summary>The topics in the catalog's order, the optional ones last; each with all settings that it gets.</summary>
    internal IReadOnlyList<KafkaTopicDefinition> Topics { get; }

    /// <summary>Whether a topic of this name is in the catalog, optional ones included.</summary>
    internal bool Contains(string name) => _names.Contains(name);

    /// <summary>Reads a catalog.</summary>
    /// <exception cref="InvalidDataException">The catalog is malformed, incomplete or contradicts itself; the message says where.</exception>
    internal static TopicCatalog Parse(TextReader text)
    {
        var root = CatalogNode.Parse(text);
        var common = root.Mapping("common") ?? throw new InvalidDataException("The catalog has no common settings.");
        var replicationFactor = common.Positive("replicationFactor");
        var commonConfig = common.Mapping("config")?.Texts().ToList() ?? [];
        common.RequireAllRead();

        var topics = root.List("topics").Select(node => ReadTopic(node, replicationFactor, commonConfig)).ToList();
        root.RequireAllRead();
        if (topics.Count == 0)
        {
            throw new InvalidDataException("The catalog holds no topic.");
        }

        if (topics.GroupBy(t => t.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw new InvalidDataException($"The catalog holds the topic '{twice.Key}' twice.");
        }

        return new TopicCatalog([.. topics.OrderBy(t => t.Optional)]);
    }

    private static TopicCatalog LoadEmbedded()
    {
        using var stream = typeof(TopicCatalog).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException($"The assembly holds no resource {Resource}.");
        using var text = new StreamReader(stream);
        return Parse(text);
    }

    private static KafkaTopicDefinition ReadTopic(CatalogNode node, int replicationFactor, List<KeyValuePair<string, string>> commonConfig)
    {
        var config = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var retentionMs = node.Positive("retentionDays") * (long)TimeSpan.FromDays(1).TotalMilliseconds;
        config["retention.ms"] = retentionMs.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in commonConfig.Concat(node.Mapping("config")?.Texts() ?? []))
        {
            config[name] = value;
        }

        var definition = new KafkaTopicDefinition
        {
            Name = node.Text("name"),
            Description = node.Text("description"),
            Partitions = node.Positive("partitions"),
            ReplicationFactor = replicationFactor,
            Config = config,
            Optional = node.Flag("optional"),
        };
        node.RequireAllRead();
        return IsName(definition.Name) ? definition : throw new InvalidDataException($"The catalog's topic name '{definition.Name}' is not one that Kafka takes.");
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name is not ("." or "..") && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
