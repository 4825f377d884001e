namespace LlmAnalytics.Console.CommandLine;

/// <summary>What the console is asked to do.</summary>
internal enum ConsoleTask
{
    /// <summary>Prompt for commands until <c>exit</c>.</summary>
    Prompt,

    /// <summary>Run the text of <c>-Command</c>.</summary>
    Command,

    /// <summary>Run the script of <c>-File</c>.</summary>
    File,

    /// <summary>Show what the modules do, on a sandbox.</summary>
    Demo,

    /// <summary>Print the usage.</summary>
    Help,

    /// <summary>Print the version.</summary>
    Version,
}

/// <summary>The command line, understood.</summary>
internal sealed record ConsoleOptions
{
    public required ConsoleTask Task { get; init; }

    /// <summary>The text of <c>-Command</c>, or the path of <c>-File</c>; else empty.</summary>
    public string Script { get; init; } = "";

    /// <summary>What followed the path of <c>-File</c>: the script's own arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Results as JSON in place of views.</summary>
    public bool Json { get; init; }

    /// <summary>Exit code 3 where a <c>Test-*</c> command says unhealthy.</summary>
    public bool FailUnhealthy { get; init; }

    /// <summary>Fail in place of asking.</summary>
    public bool NonInteractive { get; init; }
}
