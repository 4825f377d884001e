namespace LlmAnalytics.Engine;

/// <summary>
/// The topics of a cluster. Results stream as they are known; a topic that fails is reported through <see cref="IOperation.Report"/> and yields nothing.
/// Every method throws <see cref="ProblemException"/> where nothing further can succeed.
/// </summary>
public interface IKafkaTopics
{
    /// <summary>Reads topics.</summary>
    IAsyncEnumerable<KafkaTopic> GetAsync(TopicQuery query, IOperation operation, CancellationToken cancellationToken);

    /// <summary>The names of the topics that the user may see, without those that Kafka keeps for itself.</summary>
    Task<IReadOnlyList<string>> GetNamesAsync(CancellationToken cancellationToken);

    /// <summary>Creates topics in one request and compares those that exist with what was asked for.</summary>
    IAsyncEnumerable<KafkaTopicResult> CreateAsync(TopicCreation creation, IOperation operation, CancellationToken cancellationToken);

    /// <summary>Changes settings and raises partition counts.</summary>
    IAsyncEnumerable<KafkaTopicResult> SetAsync(TopicChange change, IOperation operation, CancellationToken cancellationToken);

    /// <summary>Deletes topics and waits until every broker that answers has forgotten them.</summary>
    IAsyncEnumerable<KafkaTopicResult> RemoveAsync(TopicRemoval removal, IOperation operation, CancellationToken cancellationToken);
}

/// <summary>Which topics to read, and how much of each.</summary>
public sealed record TopicQuery
{
    /// <summary>Names, with the wildcards <c>*</c>, <c>?</c> and <c>[...]</c>; empty for all. A name without wildcard that doesn't exist is a problem of its own.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Only the topics of the catalog, the optional ones included.</summary>
    public bool CatalogOnly { get; init; }

    /// <summary>The topics that Kafka keeps for itself too.</summary>
    public bool IncludeInternal { get; init; }

    /// <summary>Settings that differ from the broker's default, and a row a partition.</summary>
    public bool Detailed { get; init; }
}

/// <summary>Which topics to create.</summary>
public sealed record TopicCreation
{
    /// <summary>What the topics should be.</summary>
    public required IReadOnlyList<KafkaTopicDefinition> Definitions { get; init; }

    /// <summary>How far new topics must be ready before the operation ends.</summary>
    public TopicReadiness WaitFor { get; init; } = TopicReadiness.Visible;
}

/// <summary>How far a new topic must be ready.</summary>
public enum TopicReadiness
{
    /// <summary>The controller accepted it.</summary>
    None,

    /// <summary>Every broker knows it and all its partitions have leaders.</summary>
    Visible,

    /// <summary>Every leader answers requests for its partitions.</summary>
    Serving,
}

/// <summary>A change of topics.</summary>
public sealed record TopicChange
{
    /// <summary>Names, with wildcards.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Settings to set.</summary>
    public IReadOnlyDictionary<string, string> Config { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings to remove, so that the broker's default applies.</summary>
    public IReadOnlyList<string> RemoveConfig { get; init; } = [];

    /// <summary>The partition count to raise to; null to leave it.</summary>
    public int? Partitions { get; init; }
}

/// <summary>Which topics to delete.</summary>
public sealed record TopicRemoval
{
    /// <summary>Names, with wildcards. Wildcards never match the topics that Kafka keeps for itself.</summary>
    public required IReadOnlyList<string> Names { get; init; }
}
