namespace LlmAnalytics.Console.Interactive;

/// <summary>Lines of a file or a pipe: no prompt is shown, nobody would see it.</summary>
internal sealed class StreamLineReader(TextReader input) : ILineReader
{
    public bool GaveUp => false;

    public string? Read(string prompt) => input.ReadLine();

    public void Remember(string statement)
    {
        // Nobody goes back in a file.
    }
}
