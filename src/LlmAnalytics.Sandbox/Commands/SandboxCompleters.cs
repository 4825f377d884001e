using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using LlmAnalytics.Sandbox.Hosting;

namespace LlmAnalytics.Sandbox.Commands;

/// <summary>The base of completers for what runs in this session's sandboxes.</summary>
public abstract class SandboxCompleter : IArgumentCompleter
{
    private protected SandboxCompleter()
    {
    }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var running = SandboxRegistry.Of(Runspace.DefaultRunspace);
        var given = fakeBoundParameters["Sandbox"]?.ToString();
        var sandboxes = running.Where(sandbox => given is null ? sandbox == running[^1] : sandbox.Name == given);
        var pattern = WildcardPattern.Get($"{wordToComplete.Trim('\'', '"')}*", WildcardOptions.IgnoreCase);
        return Values(running, sandboxes.ToList()).Where(value => pattern.IsMatch(value.Text))
            .Select(value => new CompletionResult(value.Text, value.Text, CompletionResultType.ParameterValue, value.Tip));
    }

    /// <summary>What the parameter takes.</summary>
    /// <param name="running">All sandboxes of this session.</param>
    /// <param name="chosen">The one that the command will work on, where it is one.</param>
    private protected abstract IEnumerable<(string Text, string Tip)> Values(IReadOnlyList<LlmSandbox> running, IReadOnlyList<LlmSandbox> chosen);
}

/// <summary>Completes names of sandboxes.</summary>
public sealed class SandboxNameCompleter : SandboxCompleter
{
    private protected override IEnumerable<(string Text, string Tip)> Values(IReadOnlyList<LlmSandbox> running, IReadOnlyList<LlmSandbox> chosen) =>
        running.Select(sandbox => (sandbox.Name, $"Kafka {sandbox.Kafka}, Redis {sandbox.Redis}"));
}

/// <summary>Completes ids of brokers.</summary>
public sealed class SandboxBrokerCompleter : SandboxCompleter
{
    private protected override IEnumerable<(string Text, string Tip)> Values(IReadOnlyList<LlmSandbox> running, IReadOnlyList<LlmSandbox> chosen) =>
        chosen.SelectMany(sandbox => sandbox.Brokers).Select(broker => (broker.Id.ToString(CultureInfo.InvariantCulture), $"{broker.Endpoint}, {broker.State}"));
}

/// <summary>Completes addresses of Redis nodes.</summary>
public sealed class SandboxRedisNodeCompleter : SandboxCompleter
{
    private protected override IEnumerable<(string Text, string Tip)> Values(IReadOnlyList<LlmSandbox> running, IReadOnlyList<LlmSandbox> chosen) =>
        chosen.SelectMany(sandbox => sandbox.RedisNodes).Select(node => (node.Endpoint, node.State));
}

/// <summary>Completes topics of the session's current Kafka connection.</summary>
public sealed class SandboxTopicCompleter : SandboxCompleter
{
    private const int TimeoutSec = 2;

    private protected override IEnumerable<(string Text, string Tip)> Values(IReadOnlyList<LlmSandbox> running, IReadOnlyList<LlmSandbox> chosen)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(@"LlmAnalytics\Get-LlmKafkaTopic").AddParameter("TimeoutSec", TimeoutSec).AddParameter("ErrorAction", ActionPreference.Ignore);
        try
        {
            return [.. shell.Invoke().Select(topic => (Text: topic.Properties["Name"].Value.ToString()!, Tip: $"{topic.Properties["PartitionCount"].Value} partitions"))];
        }
        catch (RuntimeException)
        {
            return []; // no connection, no topics to offer
        }
    }
}
