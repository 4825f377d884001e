using System.Diagnostics;
using System.Net.Http.Headers;
using k8s;
using k8s.Authentication;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>A kubeconfig's <c>exec</c> entry: a program that prints credentials. Runs on another thread, for at most <see cref="Patience"/>, and again when what it gave expires.</summary>
internal sealed class CredentialPlugin : ITokenProvider
{
    /// <summary>How long a plugin may take: some of them open a browser, which nobody here sees.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private readonly ExternalExecution _exec;
    private readonly string _path;
    private ExecCredentialResponse.ExecStatus? _status;

    static CredentialPlugin()
    {
        KubernetesClientConfiguration.ExecTimeout = Patience;
        // With a listener the library takes the plugin's standard error into a pipe; without one it goes to the user's screen past PowerShell.
        KubernetesClientConfiguration.ExecStdError += static (_, line) => Trace.WriteLine(line.Data);
    }

    /// <param name="exec">The kubeconfig's entry.</param>
    /// <param name="path">The kubeconfig, for messages.</param>
    public CredentialPlugin(ExternalExecution exec, string path) => (_exec, _path) = (exec, path);

    /// <summary>Runs the program.</summary>
    /// <exception cref="LlmAnalytics.Engine.ProblemException">It can't be run, failed, or printed no credentials.</exception>
    public async Task<ExecCredentialResponse.ExecStatus> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var response = await Task.Run(() => KubernetesClientConfiguration.ExecuteExternalCommand(_exec), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
            return _status = response.Status;
        }
        catch (Exception e) when (e is KubeConfigException or NullReferenceException)
        {
            var hint = string.IsNullOrWhiteSpace(_exec.InstallHint) ? "" : $" {_exec.InstallHint.Trim()}";
            // What the library says of a bad answer can hold that answer, credentials included.
            var why = e.Message.Contains("timeout", StringComparison.Ordinal) ? $"didn't end within {Patience.TotalSeconds:0} s" : "could not be run, or printed no usable credentials";
            throw KubeconfigProblems.Invalid(_path, $"its credential plugin '{_exec.Command}' {why}.{hint}", e);
        }
    }

    /// <summary>The answer as a kubeconfig would hold it.</summary>
    public static UserCredentials ToCredentials(ExecCredentialResponse.ExecStatus status) => new()
    {
        Token = status.Token,
        ClientCertificateData = Base64(status.ClientCertificateData),
        ClientKeyData = Base64(status.ClientKeyData),
    };

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        var status = _status is { } known && !(known.ExpirationTimestamp - Margin < DateTime.UtcNow) ? known : await RunAsync(cancellationToken).ConfigureAwait(false);
        return new AuthenticationHeaderValue("Bearer", status.Token);
    }

    private static string? Base64(string? pem) => pem is null ? null : Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(pem));
}
