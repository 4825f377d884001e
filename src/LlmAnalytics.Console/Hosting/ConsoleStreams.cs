namespace LlmAnalytics.Console.Hosting;

/// <summary>Where the console reads and writes, and which of these are terminals.</summary>
internal sealed record ConsoleStreams
{
    public required TextReader In { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public bool InIsTerminal { get; init; }

    public bool OutIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>False where the user asked for none (https://no-color.org), or the terminal can't show any.</summary>
    public bool AllowColor { get; init; } = true;

    /// <summary>Columns of the window; what goes to a file or a pipe gets a width of its own that depends on no window.</summary>
    public required Func<int> Width { get; init; }

    /// <summary>Those of this process.</summary>
    public static ConsoleStreams OfProcess() => new()
    {
        In = SystemConsole.In,
        Out = SystemConsole.Out,
        Error = SystemConsole.Error,
        InIsTerminal = !SystemConsole.IsInputRedirected,
        OutIsTerminal = !SystemConsole.IsOutputRedirected,
        ErrorIsTerminal = !SystemConsole.IsErrorRedirected,
        AllowColor = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb",
        Width = () => SystemConsole.IsOutputRedirected || SystemConsole.WindowWidth <= 0 ? 120 : SystemConsole.WindowWidth,
    };

    /// <summary>True where results may be coloured.</summary>
    public bool ColoredOutput => AllowColor && OutIsTerminal;
}
