using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace LlmAnalytics.PowerShell.Tests.Hosting;

/// <summary>A host that answers prompts from a list and keeps what was asked, said as What if, and shown as progress.</summary>
internal sealed class AnsweringHost : PSHost
{
    private readonly AnsweringUserInterface _ui = new();

    /// <summary>The labels to choose, in order: <c>Yes</c>, <c>No</c>, <c>Yes to All</c>. A prompt without an answer left fails as a host without a user does.</summary>
    public Queue<string> Answers => _ui.Answers;

    /// <summary>The prompts that were shown.</summary>
    public List<string> Prompts => _ui.Prompts;

    /// <summary>Lines written to the host itself, What if texts among them.</summary>
    public List<string> Lines => _ui.Lines;

    /// <summary>What happens while a prompt is open.</summary>
    public Action WhilePrompting { get => _ui.WhilePrompting; set => _ui.WhilePrompting = value; }

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "AnsweringHost";

    public override PSHostUserInterface UI => _ui;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class AnsweringUserInterface : PSHostUserInterface
    {
        public Queue<string> Answers { get; } = new();

        public List<string> Prompts { get; } = [];

        public List<string> Lines { get; } = [];

        public Action WhilePrompting { get; set; } = () => { };

        public override PSHostRawUserInterface? RawUI => null;

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Prompts.Add($"{caption}|{message}");
            WhilePrompting();
            if (!Answers.TryDequeue(out var answer))
            {
                throw new PSInvalidOperationException("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
            }

            return choices.Select(choice => choice.Label.Replace("&", "", StringComparison.Ordinal)).ToList().IndexOf(answer);
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotSupportedException();

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override void Write(string value) => Lines.Add(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Lines.Add(value);

        public override void WriteDebugLine(string message) => Lines.Add(message);

        public override void WriteErrorLine(string value) => Lines.Add(value);

        public override void WriteLine(string value) => Lines.Add(value);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override void WriteVerboseLine(string message) => Lines.Add(message);

        public override void WriteWarningLine(string message) => Lines.Add(message);
    }
}
