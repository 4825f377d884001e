using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Errors;

namespace LlmAnalytics.PowerShell.Acls;

/// <summary>One of the closed sets of words that ACLs are made of, as <see cref="KafkaAcl"/> spells them, each with what it means.</summary>
internal sealed class AclWords
{
    private readonly string _kind;

    private AclWords(string kind, params (string Word, string Meaning)[] words)
    {
        _kind = kind;
        All = [.. words.Select(word => KeyValuePair.Create(word.Word, word.Meaning))];
    }

    /// <summary>Kinds of resources.</summary>
    public static AclWords ResourceTypes { get; } = new(
        "resource type",
        ("Topic", "A topic, by its name."),
        ("Group", "A consumer group, by its group.id."),
        ("Cluster", "The cluster itself, whose name is kafka-cluster."),
        ("TransactionalId", "A producer's transactional.id."),
        ("DelegationToken", "A delegation token, by its id."),
        ("User", "The user whose delegation tokens are made or listed, as a principal."));

    /// <summary>Kinds of patterns.</summary>
    public static AclWords PatternTypes { get; } = new(
        "pattern type",
        ("Literal", "The resource of exactly that name; * for every one."),
        ("Prefixed", "Every resource whose name begins so."));

    /// <summary>Operations.</summary>
    public static AclWords Operations { get; } = new(
        "operation",
        ("All", "Every operation that the resource has."),
        ("Read", "Consume from a topic; join a group and commit its offsets. Implies Describe."),
        ("Write", "Produce to a topic; use a transactional id. Implies Describe."),
        ("Create", "Create topics."),
        ("Delete", "Delete topics, records or groups. Implies Describe."),
        ("Alter", "Change partitions; on the cluster also ACLs. Implies Describe."),
        ("Describe", "See a resource: metadata, offsets, members; on the cluster also ACLs."),
        ("ClusterAction", "What brokers do among themselves."),
        ("DescribeConfigs", "Read settings."),
        ("AlterConfigs", "Change settings. Implies DescribeConfigs."),
        ("IdempotentWrite", "Produce idempotently, on brokers before 2.8."),
        ("CreateTokens", "Make delegation tokens for a user."),
        ("DescribeTokens", "List a user's delegation tokens."),
        ("TwoPhaseCommit", "Take part in two-phase commits with a transactional id."));

    /// <summary>Permissions.</summary>
    public static AclWords Permissions { get; } = new(
        "permission",
        ("Allow", "Grants."),
        ("Deny", "Denies; a denial wins over every grant."));

    /// <summary>The words with their meanings, in Kafka's order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All { get; }

    /// <summary>The word as the contract spells it, of any spelling that people use: <c>describe</c>, <c>DESCRIBE_CONFIGS</c>, <c>transactional-id</c>.</summary>
    /// <exception cref="ProblemException">There is no such word.</exception>
    public string Read(string parameter, string text)
    {
        var bare = Bare(text);
        return All.Select(word => word.Key).FirstOrDefault(word => string.Equals(word, bare, StringComparison.OrdinalIgnoreCase)) ?? throw Unknown(parameter, text);
    }

    /// <summary>The words that texts with wildcards stand for, each once, in Kafka's order.</summary>
    /// <exception cref="ProblemException">A text stands for none.</exception>
    public IReadOnlyList<string> Match(string parameter, IEnumerable<string> texts)
    {
        var chosen = texts.SelectMany(text => WildcardPattern.ContainsWildcardCharacters(text) ? Matching(parameter, text) : [Read(parameter, text)]).ToHashSet();
        return [.. All.Select(word => word.Key).Where(chosen.Contains)];
    }

    private List<string> Matching(string parameter, string text)
    {
        var pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase);
        List<string> words = [.. All.Select(word => word.Key).Where(pattern.IsMatch)];
        return words.Count > 0 ? words : throw Unknown(parameter, text);
    }

    private ProblemException Unknown(string parameter, string text) =>
        new(CommandProblems.AclWordUnknown(parameter, _kind, text, All.Select(word => word.Key)));

    private static string Bare(string text) =>
        text.Trim().Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
}
