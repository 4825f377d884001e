namespace LlmAnalytics.Console.Interactive;

/// <summary>What a line may become, and which of these is shown.</summary>
/// <param name="Texts">Whole lines, each with its cursor.</param>
/// <param name="Index">The one shown.</param>
internal sealed record LineCompletion(IReadOnlyList<(string Text, int Cursor)> Texts, int Index = 0)
{
    /// <summary>The line to show; null where nothing fits.</summary>
    public (string Text, int Cursor)? Chosen => Texts.Count == 0 ? null : Texts[Index];

    /// <summary>The next one, or with -1 the one before, in a circle.</summary>
    public LineCompletion Next(int step) => this with { Index = Texts.Count == 0 ? 0 : (Index + step + Texts.Count) % Texts.Count };
}
