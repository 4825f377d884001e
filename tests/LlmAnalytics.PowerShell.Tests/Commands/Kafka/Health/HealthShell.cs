using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LlmAnalytics.PowerShell.Commands.Kafka;
using LlmAnalytics.PowerShell.Loading;
using Ps = System.Management.Automation.PowerShell;

namespace LlmAnalytics.PowerShell.Tests.Commands.Kafka.Health;

/// <summary>PowerShell's own engine with the commands in it, over an engine of the test's.</summary>
internal sealed class HealthShell : IDisposable
{
    private readonly Runspace _runspace;

    public HealthShell(HealthFake engine)
    {
        EngineHost.Use(engine);
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Test-LlmKafkaCluster", typeof(TestLlmKafkaClusterCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Get-LlmKafkaBroker", typeof(GetLlmKafkaBrokerCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Connect-LlmKafka", typeof(ConnectLlmKafkaCommand), null));
        state.Formats.Add(new SessionStateFormatEntry(FormatFile));
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
    }

    /// <summary>The module's views, as they lie in the repository.</summary>
    private static string FormatFile
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "LlmAnalytics.psd1")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("The repository's root was not found.");
            }

            return Path.Combine(folder.FullName, "module", "LlmAnalytics.Format.ps1xml");
        }
    }

    /// <summary>Runs a script to its end and gives back what it wrote.</summary>
    public Outcome Run(string script)
    {
        using var shell = Ps.Create(_runspace).AddScript(script);
        var output = shell.Invoke();
        return new Outcome([.. output], [.. shell.Streams.Error], [.. shell.Streams.Progress]);
    }

    /// <summary>Runs a command that ends with a terminating error, and gives back its ErrorId with the record.</summary>
    public (string ErrorId, ErrorRecord Record) Fail(string command)
    {
        var record = Assert.IsType<ErrorRecord>(Assert.Single(Run($"try {{ {command} }} catch {{ $_ }}").Output).BaseObject);
        return (record.FullyQualifiedErrorId.Split(',')[0], record);
    }

    /// <summary>What Tab offers at the end of a line.</summary>
    public IReadOnlyList<string> Complete(string line)
    {
        using var shell = Ps.Create(_runspace);
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Select(match => match.CompletionText)];
    }

    public void Dispose() => _runspace.Dispose();

    /// <summary>What a script wrote.</summary>
    internal sealed record Outcome(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<ProgressRecord> Progress);
}
