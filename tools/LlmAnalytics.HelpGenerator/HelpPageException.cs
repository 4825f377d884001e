namespace LlmAnalytics.HelpGenerator;

/// <summary>A page that isn't as it should be.</summary>
/// <param name="path">The page.</param>
/// <param name="line">The line, from 1.</param>
/// <param name="message">What is wrong there.</param>
internal sealed class HelpPageException(string path, int line, string message) : Exception(message)
{
    public string Path { get; } = path;

    public int Line { get; } = line;
}
