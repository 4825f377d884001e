namespace LlmAnalytics.Sandbox.Kafka.State;

/// <summary>Which names topics may have. Source: Kafka's Topic.java, and ReplicationControlManager for colliding ones.</summary>
internal static class TopicNames
{
    /// <summary>The topic of groups and their offsets.</summary>
    public const string Offsets = "__consumer_offsets";

    /// <summary>The topic of transactions.</summary>
    public const string Transactions = "__transaction_state";

    private const int MaxLength = 249;

    /// <summary>Whether Kafka keeps the topic for itself.</summary>
    public static bool IsInternal(string name) => name is Offsets or Transactions or "__share_group_state";

    /// <summary>What is wrong with a name; null where nothing is.</summary>
    public static string? Problem(string name) => name switch
    {
        "" => "Topic name is invalid: the empty string is not allowed",
        "." => "Topic name is invalid: '.' is not allowed",
        ".." => "Topic name is invalid: '..' is not allowed",
        { Length: > MaxLength } => $"Topic name is invalid: the length of '{name}' is longer than the max allowed length {MaxLength}",
        _ when name.All(IsLegal) => null,
        _ => $"Topic name is invalid: '{name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'",
    };

    /// <summary>The name as it appears in metrics, where dots are underscores: two topics of one such name collide.</summary>
    public static string InMetrics(string name) => name.Replace('.', '_');

    private static bool IsLegal(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
