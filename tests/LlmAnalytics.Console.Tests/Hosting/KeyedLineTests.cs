using System.Management.Automation;
using System.Text;
using LlmAnalytics.Console.Hosting;

namespace LlmAnalytics.Console.Tests.Hosting;

public sealed class KeyedLineTests : IDisposable
{
    private static readonly ConsoleKeyInfo Enter = new('\r', ConsoleKey.Enter, shift: false, alt: false, control: false);
    private static readonly ConsoleKeyInfo Back = new('\b', ConsoleKey.Backspace, shift: false, alt: false, control: false);
    private static readonly ConsoleKeyInfo CtrlC = new('\u0003', ConsoleKey.C, shift: false, alt: false, control: true);
    private static readonly ConsoleKeyInfo CtrlD = new('\u0004', ConsoleKey.D, shift: false, alt: false, control: true);
    private readonly StringWriter _shown = new();

    public void Dispose() => _shown.Dispose();

    [Fact]
    public void Letters_are_shown_and_taken_back()
    {
        Assert.Equal((true, "ac"), Read(null, Key('a'), Key('b'), Back, Key('c'), Enter));
        Assert.Equal($"ab\b \bc{Environment.NewLine}", _shown.ToString());
    }

    [Fact]
    public void A_secret_shows_its_mask_only()
    {
        Assert.Equal((true, "geheim"), Read('*', [.. "geheim".Select(Key), Enter]));
        Assert.Equal($"******{Environment.NewLine}", _shown.ToString());
    }

    [Fact]
    public void Nothing_left_to_take_back_changes_nothing()
    {
        Assert.Equal((true, "x"), Read(null, Back, Key('x'), Enter));
        Assert.Equal($"x{Environment.NewLine}", _shown.ToString());
    }

    [Fact]
    public void Ctrl_C_stops_the_pipeline() => Assert.Throws<PipelineStoppedException>(() => Read(null, Key('y'), CtrlC, Enter));

    [Fact]
    public void Ctrl_D_ends_the_input_where_nothing_was_typed()
    {
        Assert.False(Read(null, CtrlD).Ended);
        Assert.Equal((true, "y"), Read(null, Key('y'), CtrlD, Enter));
    }

    private static ConsoleKeyInfo Key(char letter) => new(letter, ConsoleKey.NoName, shift: false, alt: false, control: false);

    private (bool Ended, string Text) Read(char? mask, params ConsoleKeyInfo[] keys)
    {
        var left = new Queue<ConsoleKeyInfo>(keys);
        var text = new StringBuilder();
        var ended = new KeyedLine(_shown, left.Dequeue).Read(letter => text.Append(letter), () =>
        {
            var hasLetters = text.Length > 0;
            text.Length -= hasLetters ? 1 : 0;
            return hasLetters;
        }, mask);
        return (ended, text.ToString());
    }
}
