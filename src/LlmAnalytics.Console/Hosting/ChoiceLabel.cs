namespace LlmAnalytics.Console.Hosting;

/// <summary>A label such as <c>Yes to &amp;All</c>.</summary>
/// <param name="Key">The letter behind the ampersand, in upper case; the whole text where there is none.</param>
/// <param name="Text">The label without the ampersand.</param>
internal sealed record ChoiceLabel(string Key, string Text)
{
    public static ChoiceLabel Of(string label)
    {
        var mark = label.IndexOf('&', StringComparison.Ordinal);
        var text = mark < 0 ? label : label.Remove(mark, 1);
        return new ChoiceLabel(mark < 0 || mark >= text.Length ? text : char.ToUpperInvariant(text[mark]).ToString(), text);
    }
}
