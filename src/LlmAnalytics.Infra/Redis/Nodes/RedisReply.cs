namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>A node's answer: a text, a whole number, nothing, or a list of answers. RESP3's maps are lists of keys and values in turn.</summary>
internal sealed record RedisReply
{
    public static readonly RedisReply Null = new();

    /// <summary>The text of a string, status or number; null for a list and for nothing.</summary>
    public string? Text { get; init; }

    /// <summary>The elements of a list; null for anything else.</summary>
    public IReadOnlyList<RedisReply>? Items { get; init; }

    /// <summary>The whole number; null where the answer is none.</summary>
    public long? Integer => long.TryParse(Text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The text, or the empty one.</summary>
    public override string ToString() => Text ?? "";
}
