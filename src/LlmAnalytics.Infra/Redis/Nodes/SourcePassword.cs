using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>What a source of nodes knows of their password. Not a record: nothing prints it.</summary>
internal sealed class SourcePassword
{
    /// <summary>Nothing is known: the nodes may have none.</summary>
    public static SourcePassword None { get; } = new();

    /// <summary>The password; null where none is known.</summary>
    public string? Value { get; init; }

    /// <summary>Why none could be looked up, which matters where a node asks for one; null where there simply is none.</summary>
    public Problem? Refusal { get; init; }
}
