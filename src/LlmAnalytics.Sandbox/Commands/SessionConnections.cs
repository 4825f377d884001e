using System.Management.Automation;
using LlmAnalytics.Sandbox.Hosting;

namespace LlmAnalytics.Sandbox.Commands;

/// <summary>
/// The connections of a session to its sandbox, made by LlmAnalytics' own commands, as a person would: the sandbox shares nothing with that module but its commands' names.
/// Only on the pipeline's thread.
/// </summary>
internal sealed class SessionConnections(LlmSandbox sandbox)
{
    private const string Module = "LlmAnalytics";

    /// <summary>Connects to what the sandbox has; the session's commands use it from now on.</summary>
    /// <exception cref="RuntimeException">A command failed.</exception>
    public void Open()
    {
        if (sandbox.BootstrapServers is { } servers)
        {
            Invoke("Connect-LlmKafka", "BootstrapServer", servers.Split(','));
        }

        if (sandbox.RedisNodes.Count > 0)
        {
            Invoke("Connect-LlmRedis", "Node", sandbox.RedisNodes.Select(node => node.Endpoint).ToArray());
        }
    }

    /// <summary>Closes them: where one is still the session's current one, there is none afterwards.</summary>
    public void Close()
    {
        foreach (var connection in sandbox.Connections)
        {
            var command = PSObject.AsPSObject(connection).TypeNames[0].EndsWith("KafkaConnection", StringComparison.Ordinal) ? "Disconnect-LlmKafka" : "Disconnect-LlmRedis";
            Invoke(command, "Connection", connection);
        }

        sandbox.Connections.Clear();
    }

    private void Invoke(string command, string parameter, object value)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand($@"{Module}\{command}").AddParameter(parameter, value).AddParameter("ErrorAction", ActionPreference.Stop);
        sandbox.Connections.AddRange(shell.Invoke().Select(result => result.BaseObject));
    }
}
