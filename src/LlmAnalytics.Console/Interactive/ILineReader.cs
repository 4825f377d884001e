namespace LlmAnalytics.Console.Interactive;

/// <summary>Where the prompt gets its lines from.</summary>
internal interface ILineReader
{
    /// <summary>The next line; null at the end of the input; empty where the user gave the line up.</summary>
    string? Read(string prompt);
}
