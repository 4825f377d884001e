namespace LlmAnalytics.Infra.Tests.Kafka.Acls;

/// <summary>ACLs from one line: <c>Allow Write Topic llm-... User:alice 10.0.0.1</c>, where dots at a name's end stand for a prefix and the host may be left out.</summary>
internal static class Acls
{
    public static KafkaAcl Of(string line)
    {
        var parts = line.Split(' ');
        var isPrefix = parts[3].EndsWith("...", StringComparison.Ordinal);
        return new KafkaAcl
        {
            Permission = parts[0],
            Operation = parts[1],
            ResourceType = parts[2],
            ResourceName = isPrefix ? parts[3][..^3] : parts[3],
            PatternType = isPrefix ? "Prefixed" : "Literal",
            Principal = parts[4],
            HostName = parts.ElementAtOrDefault(5) ?? "*",
        };
    }

    public static List<KafkaAcl> Each(params IEnumerable<string> lines) => [.. lines.Select(Of)];
}
