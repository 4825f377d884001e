using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace LlmAnalytics.Console.Hosting;

/// <summary>Results on stdout; errors, warnings, verbose texts, prompts and progress on stderr.</summary>
internal sealed class ConsoleUserInterface : PSHostUserInterface
{
    private readonly ConsoleStreams _streams;
    private readonly Prompts _prompts;
    private readonly ProgressLine _progress;
    private readonly Lock _gate = new();

    public ConsoleUserInterface(ConsoleStreams streams, bool interactive)
    {
        _streams = streams;
        _progress = new ProgressLine(streams);
        _prompts = new Prompts(streams, interactive);
        RawUI = new ConsoleRawUserInterface(streams);
    }

    public override PSHostRawUserInterface RawUI { get; }

    /// <summary>True while what is rendered is an error: it goes to stderr.</summary>
    public bool ShowsError { get; set; }

    /// <summary>What views ask before they use colours.</summary>
    public override bool SupportsVirtualTerminal => _streams.ColoredOutput;

    /// <summary>Wipes the line of progress off the terminal.</summary>
    public void EndProgress()
    {
        lock (_gate)
        {
            _progress.Clear();
        }
    }

    public override void Write(string value) => ToOut(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => ToOut(value);

    public override void WriteLine(string value)
    {
        if (ShowsError)
        {
            WriteErrorLine(value);
        }
        else
        {
            ToOut(value + Environment.NewLine);
        }
    }

    public override void WriteErrorLine(string value) => ToError(value, PSStyle.Instance.Formatting.Error);

    public override void WriteWarningLine(string message) => ToError($"WARNING: {message}", PSStyle.Instance.Formatting.Warning);

    public override void WriteVerboseLine(string message) => ToError($"VERBOSE: {message}", PSStyle.Instance.Formatting.Verbose);

    public override void WriteDebugLine(string message) => ToError($"DEBUG: {message}", PSStyle.Instance.Formatting.Debug);

    /// <summary>Write-Information and Write-Host -InformationAction: what a script tells beside its results.</summary>
    public override void WriteInformation(InformationRecord record)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_gate)
        {
            _progress.Show(record);
        }
    }

    public override string ReadLine() => Ask(() => _prompts.ReadLine());

    public override SecureString ReadLineAsSecureString() => Ask(() => _prompts.ReadSecret());

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        Ask(() => _prompts.Choose(caption, message, choices, defaultChoice));

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        Ask(() => _prompts.Fill(caption, message, descriptions));

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        Ask(() => _prompts.Credential(caption, message, userName));

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    private T Ask<T>(Func<T> question)
    {
        EndProgress();
        return question();
    }

    private void ToOut(string text)
    {
        lock (_gate)
        {
            _progress.Clear();
            _streams.Out.Write(_streams.ColoredOutput ? text : AnsiText.Strip(text));
            _streams.Out.Flush();
        }
    }

    private void ToError(string line, string color)
    {
        lock (_gate)
        {
            _progress.Clear();
            // What the formatting engine has coloured already keeps its own colours.
            var painted = _streams is { AllowColor: true, ErrorIsTerminal: true } && !line.Contains('\e') ? $"{color}{line}{PSStyle.Instance.Reset}" : line;
            _streams.Error.WriteLine(_streams is { AllowColor: true, ErrorIsTerminal: true } ? painted : AnsiText.Strip(painted));
            _streams.Error.Flush();
        }
    }
}
