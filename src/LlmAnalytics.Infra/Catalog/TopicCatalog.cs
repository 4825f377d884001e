using System.Buffers;
using System.Globalization;

namespace LlmAnalytics.Infra.Catalog;

/// <summary>The topics of the LLM Analytics Hub, from the embedded <c>topics.yaml</c>.</summary>
internal sealed class TopicCatalog
{
    private const string Resource = "LlmAnalytics.Infra.Catalog.topics.yaml";
    private const long MsPerDay = 24 * 60 * 60 * 1000;
    private const int LongestName = 249; // Kafka's limit

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");
    private static readonly Lazy<TopicCatalog> Embedded = new(LoadEmbedded);

    private readonly HashSet<string> _names;

    private TopicCatalog(IReadOnlyList<KafkaTopicDefinition> topics, HashSet<string> names)
    {
        Topics = topics;
        _names = names;
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
        var commonConfig = common.Mapping("config");
        List<KafkaTopicDefinition> topics = [];
        List<KafkaTopicDefinition> optional = [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in root.List("topics"))
        {
            var topic = ReadTopic(node, replicationFactor, commonConfig);
            (topic.Optional ? optional : topics).Add(topic);
            if (!names.Add(topic.Name))
            {
                throw new InvalidDataException($"The catalog holds the topic '{topic.Name}' twice.");
            }
        }

        common.RequireAllRead();
        root.RequireAllRead();
        topics.AddRange(optional);
        return topics.Count > 0 ? new TopicCatalog(topics, names) : throw new InvalidDataException("The catalog holds no topic.");
    }

    private static TopicCatalog LoadEmbedded()
    {
        using var stream = typeof(TopicCatalog).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException($"The assembly holds no resource {Resource}.");
        using var text = new StreamReader(stream);
        return Parse(text);
    }

    private static KafkaTopicDefinition ReadTopic(CatalogNode node, int replicationFactor, CatalogNode? commonConfig)
    {
        var config = new SortedDictionary<string, string>(StringComparer.Ordinal);
        commonConfig?.CopyTo(config);
        node.Mapping("config")?.CopyTo(config);
        var retentionMs = node.Positive("retentionDays") * MsPerDay;
        if (!config.TryAdd("retention.ms", retentionMs.ToString(CultureInfo.InvariantCulture)))
        {
            throw new InvalidDataException($"The catalog's topic '{node.Text("name")}' gives its retention twice: as retentionDays and as retention.ms.");
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
        name.Length is > 0 and <= LongestName && name is not ("." or "..") && !name.AsSpan().ContainsAnyExcept(NameCharacters);
}
