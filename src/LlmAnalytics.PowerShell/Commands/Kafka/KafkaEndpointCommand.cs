using System.Collections;
using System.Management.Automation;
using System.Net;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Errors;
using LlmAnalytics.PowerShell.Pipeline;
using LlmAnalytics.PowerShell.Settings;

namespace LlmAnalytics.PowerShell.Commands.Kafka;

/// <summary>A command with the parameters that describe a connection to a Kafka cluster.</summary>
public abstract class KafkaEndpointCommand : LlmCommand
{
    private protected KafkaEndpointCommand()
    {
    }

    /// <summary>Addresses as <c>host:port</c>, any of which leads to the cluster. The port is 9092 where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("BootstrapServers")]
    public virtual string[]? BootstrapServer { get; set; }

    /// <summary>A Java client configuration, such as <c>admin.properties</c>: security.protocol, sasl.mechanism, sasl.jaas.config, PEM and PKCS#12 stores.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("CommandConfig")]
    public string? ConfigFile { get; set; }

    /// <summary>Settings by Java's or librdkafka's names. They win over those of <see cref="ConfigFile"/>.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Property { get; set; }

    /// <summary>The SASL user and password; for OAUTHBEARER the client's id and secret.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>What was given, for the engine.</summary>
    private protected KafkaConnectionRequest Request { get; private set; } = new();

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        Request = new KafkaConnectionRequest
        {
            BootstrapServers = BootstrapServer?.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList(),
            ConfigFile = ConfigFile is null ? null : FullPath(ConfigFile),
            Properties = Property is null ? null : SettingTable.Read(Property, nameof(Property), ErrorIds.KafkaSettingInvalid),
            Folder = SessionState.Path.CurrentFileSystemLocation.ProviderPath,
            // Not GetNetworkCredential(): that takes what stands before a backslash for a Windows domain.
            Credential = Credential is null || Credential == PSCredential.Empty ? null : new NetworkCredential(Credential.UserName, Credential.Password),
        };
    }

    private string FullPath(string path)
    {
        var full = FilePath.Full(SessionState, path, cause => CommandProblems.FileUnreadable(path, cause))!;
        return File.Exists(full) ? full
            : throw new ProblemException(CommandProblems.FileUnreadable(full, Directory.Exists(full) ? "it is a directory." : "there is no such file."));
    }
}
