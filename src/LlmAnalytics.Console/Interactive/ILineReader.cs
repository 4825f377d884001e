namespace LlmAnalytics.Console.Interactive;

/// <summary>Where the prompt gets its lines from.</summary>
internal interface ILineReader
{
    /// <summary>True where the user gave the last line up, and with it the statement that it was part of.</summary>
    bool GaveUp { get; }

    /// <summary>The next line; null at the end of the input; empty where the user gave the line up.</summary>
    string? Read(string prompt);

    /// <summary>Keeps a whole statement to go back to.</summary>
    void Remember(string statement);
}
