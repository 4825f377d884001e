using System.Management.Automation;
using System.Net;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Errors;
using LlmAnalytics.PowerShell.Pipeline;
using LlmAnalytics.PowerShell.Settings;

namespace LlmAnalytics.PowerShell.Commands.Redis;

/// <summary>A command with the parameters that describe the way to Redis nodes.</summary>
public abstract class RedisEndpointCommand : LlmCommand
{
    private const string Auto = "Auto";
    private const string Direct = "Direct";
    private const string PortForward = "PortForward";

    private protected RedisEndpointCommand()
    {
    }

    /// <summary>Addresses as <c>host:port</c>. The port is 6379 where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public virtual string[]? Node { get; set; }

    /// <summary>The Kubernetes namespace; the context's where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>The headless Service of the StatefulSet; <c>redis-cluster</c> where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ServiceName { get; set; }

    /// <summary>The label selector of the pods.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("LabelSelector")]
    public string? Selector { get; set; }

    /// <summary>The kubeconfig's context; its current one where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("KubeContext")]
    public string? Context { get; set; }

    /// <summary>The path of a kubeconfig; <c>KUBECONFIG</c>, <c>~/.kube/config</c> or the account of a pod where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Kubeconfig { get; set; }

    /// <summary>How pods are reached: directly, or through the API server.</summary>
    [Parameter]
    [ValidateSet(Auto, Direct, PortForward)]
    public string Transport { get; set; } = Auto;

    /// <summary>The secret that holds the password, as <c>name/key</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PasswordSecret { get; set; }

    /// <summary>The Redis user and password; the user <c>default</c> for a password alone.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Speaks TLS to the nodes. Any of the other TLS parameters asks for it too.</summary>
    [Parameter]
    public SwitchParameter Tls { get; set; }

    /// <summary>A PEM file with the authorities to trust; the system's where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("CaCert")]
    public string? CaCertificate { get; set; }

    /// <summary>The client's certificate, PEM or PKCS#12.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("Cert")]
    public string? ClientCertificate { get; set; }

    /// <summary>The client's key in PEM, where the certificate's file doesn't hold it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("Key")]
    public string? ClientKey { get; set; }

    /// <summary>The name that the nodes' certificates must hold; the host that is connected to where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("Sni")]
    public string? TlsServerName { get; set; }

    /// <summary>What was given, for the engine.</summary>
    private protected RedisConnectionRequest Request { get; private set; } = new();

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        Request = new RedisConnectionRequest
        {
            Nodes = Node?.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList(),
            Namespace = Namespace,
            ServiceName = ServiceName,
            Selector = Selector,
            Context = Context,
            Kubeconfig = FilePath.Full(SessionState, Kubeconfig, cause => CommandProblems.KubeconfigUnreadable(Kubeconfig!, cause)),
            // As the contract spells it: ValidateSet takes any case.
            Transport = Array.Find([Auto, Direct, PortForward], name => string.Equals(name, Transport, StringComparison.OrdinalIgnoreCase))!,
            PasswordSecret = PasswordSecret,
            // Not GetNetworkCredential(): that takes what stands before a backslash for a Windows domain.
            Credential = Credential is null || Credential == PSCredential.Empty ? null : new NetworkCredential(Credential.UserName, Credential.Password),
            Tls = MyInvocation.BoundParameters.ContainsKey(nameof(Tls)) ? Tls : (CaCertificate ?? ClientCertificate ?? ClientKey ?? TlsServerName) is not null,
            CaCertificate = CertificateFile(CaCertificate),
            ClientCertificate = CertificateFile(ClientCertificate),
            ClientKey = CertificateFile(ClientKey),
            TlsServerName = TlsServerName,
        };
    }

    private string? CertificateFile(string? path) => FilePath.Full(SessionState, path, cause => CommandProblems.RedisFileUnreadable(path!, cause));
}
