using System.Net;
using System.Security.Cryptography;
using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>One context out of a kubeconfig, with its cluster and user alone.</summary>
internal sealed class KubeconfigContext
{
    /// <summary>The namespace where a context names none.</summary>
    public const string DefaultNamespace = "default";

    private static readonly string[] ProxySchemes = ["http", "https", "socks5"];

    private readonly string _path;
    private readonly Context _context;
    private readonly Cluster _cluster;
    private readonly User? _user;

    private KubeconfigContext(string path, Context context, Cluster cluster, User? user) => (_path, _context, _cluster, _user) = (path, context, cluster, user);

    /// <summary>Chooses the context and looks whether all that it refers to is there.</summary>
    /// <param name="config">The merged kubeconfig.</param>
    /// <param name="name">The context wanted; null for the current one.</param>
    /// <param name="path">The file or files, for messages.</param>
    /// <exception cref="ProblemException">There is no such context, or it can't be used.</exception>
    public static KubernetesTarget Choose(K8SConfiguration config, string? name, string path)
    {
        var wanted = name ?? (string.IsNullOrEmpty(config.CurrentContext) ? null : config.CurrentContext);
        var context = wanted is null ? null : config.Contexts.FirstOrDefault(context => context.Name == wanted);
        if (context is null)
        {
            throw KubeconfigProblems.ContextNotFound(wanted, [.. config.Contexts.Select(context => context.Name)], path);
        }

        var details = context.ContextDetails ?? throw KubeconfigProblems.Invalid(path, $"the context '{context.Name}' is empty.");
        var cluster = config.Clusters.FirstOrDefault(cluster => cluster.Name == details.Cluster)
            ?? throw KubeconfigProblems.Invalid(path, $"the context '{context.Name}' names the cluster '{details.Cluster}', which is not in it.");
        var user = string.IsNullOrEmpty(details.User)
            ? null
            : config.Users.FirstOrDefault(user => user.Name == details.User) ?? throw KubeconfigProblems.Invalid(path, $"the context '{context.Name}' names the user '{details.User}', which is not in it.");
        var chosen = new KubeconfigContext(path, context, cluster, user);
        chosen.CheckFiles();
        return new KubernetesTarget(context.Name, string.IsNullOrEmpty(details.Namespace) ? DefaultNamespace : details.Namespace, chosen.ConfigureAsync);
    }

    // Before any request, and long before: these fail when the connection is described, not when it is used.
    private void CheckFiles()
    {
        CheckFile("authority's certificate", string.IsNullOrEmpty(_cluster.ClusterEndpoint?.CertificateAuthorityData) ? _cluster.ClusterEndpoint?.CertificateAuthority : null);
        CheckFile("client's certificate", _user?.UserCredentials?.ClientCertificate);
        CheckFile("client's key", _user?.UserCredentials?.ClientKey);
        CheckFile("token", TokenFile);
        _ = Proxy();
    }

    private string? TokenFile => (_user?.UserCredentials as KubeconfigCredentials)?.TokenFile is { Length: > 0 } file ? file : null;

    /// <summary>The proxy of the cluster; null for the environment's.</summary>
    private WebProxy? Proxy()
    {
        if ((_cluster.ClusterEndpoint as KubeconfigEndpoint)?.ProxyUrl is not { Length: > 0 } url)
        {
            return null;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !ProxySchemes.Contains(address.Scheme))
        {
            // Not quoted: it can hold a password.
            throw KubeconfigProblems.Invalid(_path, $"the proxy-url of the cluster '{_cluster.Name}' is no address of a proxy that can be used ({string.Join(", ", ProxySchemes)}).");
        }

        return new WebProxy(address) { Credentials = address.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password] ? new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password)) : null };
    }

    private void CheckFile(string what, string? path)
    {
        if (!string.IsNullOrEmpty(path))
        {
            try
            {
                File.OpenRead(path).Dispose();
            }
            catch (Exception e) when (KubeconfigProblems.IsFileProblem(e))
            {
                throw KubeconfigProblems.FileRefused(_path, $"{what} at", path, e);
            }
        }
    }

    private async Task<KubernetesClientConfiguration> ConfigureAsync(CancellationToken cancellationToken)
    {
        var config = await ConfigureUserAsync(cancellationToken).ConfigureAwait(false);
        if (Proxy() is { } proxy)
        {
            config.FirstMessageHandlerSetup = handler => handler.Proxy = proxy;
        }

        return config;
    }

    private async Task<KubernetesClientConfiguration> ConfigureUserAsync(CancellationToken cancellationToken)
    {
        if (_user?.UserCredentials?.ExternalExecution is not { } exec)
        {
            return TokenFile is { } file ? await BuildAsync(_user!, new RenewedToken(file, _path), cancellationToken).ConfigureAwait(false) : Build(_user);
        }

        var plugin = new CredentialPlugin(exec, _path);
        var status = await plugin.RunAsync(cancellationToken).ConfigureAwait(false);
        // The library would run the plugin again at the first request; the provider keeps the answer until it expires.
        var config = Build(new User { Name = _user.Name, UserCredentials = CredentialPlugin.ToCredentials(status) });
        config.TokenProvider = string.IsNullOrEmpty(status.Token) ? null : plugin;
        return config;
    }

    private async Task<KubernetesClientConfiguration> BuildAsync(User user, RenewedToken token, CancellationToken cancellationToken)
    {
        // The library doesn't know of such files, and refuses a user without credentials.
        user.UserCredentials.Token = (await token.GetAuthenticationHeaderAsync(cancellationToken).ConfigureAwait(false)).Parameter;
        var config = Build(user);
        (config.TokenProvider, config.AccessToken) = (token, null);
        return config;
    }

    private KubernetesClientConfiguration Build(User? user)
    {
        try
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigObject(
                new K8SConfiguration { Contexts = [_context], Clusters = [_cluster], Users = user is null ? [] : [user] }, _context.Name);
        }
        catch (Exception e)
        {
            // The library says what it doesn't like in many types, Exception and NullReferenceException among them; nothing but reading happens here.
            throw KubeconfigProblems.Invalid(_path, $"its context '{_context.Name}' is not complete: {Said(e)}", e);
        }
    }

    private static string Said(Exception e) => e switch
    {
        KubeConfigException => e.Message.TrimEnd('.') + ".",
        CryptographicException => "a certificate or key is not PEM, or both don't belong together.",
        FormatException => "a certificate or key is not Base64.",
        _ => "an entry that it needs is missing or malformed.",
    };
}
