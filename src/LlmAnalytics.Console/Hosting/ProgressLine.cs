using System.Globalization;
using System.Management.Automation;

namespace LlmAnalytics.Console.Hosting;

/// <summary>Progress on one line of a terminal, rewritten in place; nothing at all where stderr is no terminal. Not thread-safe.</summary>
internal sealed class ProgressLine(ConsoleStreams streams)
{
    private const string WipeLine = "\r\e[K";
    private bool _shown;

    /// <summary>Shows the record in place of the one before, or wipes it where the activity has ended.</summary>
    public void Show(ProgressRecord record)
    {
        if (!streams.ErrorIsTerminal)
        {
            return;
        }

        Clear();
        if (record.RecordType == ProgressRecordType.Completed)
        {
            return;
        }

        streams.Error.Write(Text(record, streams.Width() - 1));
        streams.Error.Flush();
        _shown = true;
    }

    /// <summary>Wipes the line: something else is about to be written.</summary>
    public void Clear()
    {
        if (_shown)
        {
            streams.Error.Write(WipeLine);
            streams.Error.Flush();
            _shown = false;
        }
    }

    internal static string Text(ProgressRecord record, int width)
    {
        var percent = record.PercentComplete < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {record.PercentComplete}%");
        var item = string.IsNullOrEmpty(record.CurrentOperation) ? record.StatusDescription : record.CurrentOperation;
        var text = string.Concat($"{record.Activity}{percent} {item}".Select(letter => char.IsControl(letter) ? ' ' : letter));
        return text.Length <= width ? text : string.Concat(text.AsSpan(0, Math.Max(width - 1, 0)), "…");
    }
}
