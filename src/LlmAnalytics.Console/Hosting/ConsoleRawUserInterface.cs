using System.Management.Automation.Host;

namespace LlmAnalytics.Console.Hosting;

/// <summary>The window as the formatting engine asks about it. What only a full-screen program needs is not supported.</summary>
internal sealed class ConsoleRawUserInterface(ConsoleStreams streams) : PSHostRawUserInterface
{
    private const int Lines = 50;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override Size BufferSize { get => new(streams.Width(), Lines); set => throw NotSupported(); }

    public override Size WindowSize { get => BufferSize; set => throw NotSupported(); }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 1;

    public override string WindowTitle { get; set; } = "llm-analytics";

    public override bool KeyAvailable => streams.InIsTerminal && SystemConsole.KeyAvailable;

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            SystemConsole.ReadKey(intercept: true);
        }
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!streams.InIsTerminal)
        {
            throw new HostException("There is no terminal to read a key from.");
        }

        var key = SystemConsole.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotSupported();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NotSupported();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotSupported();

    /// <summary>Clears the terminal: what <c>Clear-Host</c> asks for, by a fill of everything.</summary>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (streams.OutIsTerminal)
        {
            SystemConsole.Clear();
        }
    }

    private static NotSupportedException NotSupported() => new("This console's window can't be changed by commands.");
}
