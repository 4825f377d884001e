using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kubernetes;

namespace LlmAnalytics.Infra.Tests.Kubernetes;

/// <summary>Kubeconfigs: found, merged, chosen from, and all that can be wrong with them before any request.</summary>
public sealed class KubeconfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llm-kubeconfig-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void No_file_at_all() =>
        Assert.Contains("KUBECONFIG is not set", Fails(ErrorIds.KubeconfigNotFound, () => Find()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_named_must_exist()
    {
        Assert.Equal("/no/such/file", Fails(ErrorIds.KubeconfigNotFound, () => Find(path: "/no/such/file")).Target);
        Assert.Contains("/no/such/one, /nor/this", Fails(ErrorIds.KubeconfigNotFound, () => Find(variable: $"/no/such/one{Path.PathSeparator}/nor/this")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("apiVersion: v1\nkind: Config\nclusters:\ncontexts:\nusers:\n")]
    public void An_empty_file(string text) => Assert.Contains("empty", Fails(ErrorIds.KubeconfigInvalid, () => Find(path: Write("config", text))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("clusters: [")]
    [InlineData("users: {a: b}")]
    [InlineData("just words")]
    [InlineData("apiVersion: v1\n\tusers: 1")]
    public void Not_a_kubeconfig(string text) => Assert.Contains("line ", Fails(ErrorIds.KubeconfigInvalid, () => Find(path: Write("config", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_malformed_file_does_not_leak_its_token()
    {
        var problem = Fails(ErrorIds.KubeconfigInvalid, () => Find(path: Write("config", "users: [{name: a, user: {token: s3cr3t\nclusters: x")));
        Assert.DoesNotContain("s3cr3t", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_that_does_not_exist_is_answered_with_those_that_do()
    {
        var problem = Fails(ErrorIds.KubernetesContextNotFound, () => Find(path: Write("config", Config("prod")), context: "test"));
        Assert.Contains("no context 'test'. There are: prod.", problem.Message, StringComparison.Ordinal);
        Assert.Contains("no current context", Fails(ErrorIds.KubernetesContextNotFound, () => Find(path: Write("none", Config("prod").Replace("current-context: prod", "", StringComparison.Ordinal)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cluster: prod", "cluster: other", "the cluster 'other', which is not in it")]
    [InlineData("user: prod,", "user: other,", "the user 'other', which is not in it")]
    [InlineData("token: t", "client-certificate: c.pem, client-key: k.pem", "c.pem' does not exist")]
    public void What_a_context_refers_to_must_be_there(string part, string replacement, string said) => Assert.Contains(
        said, Fails(ErrorIds.KubeconfigInvalid, () => Find(path: Write("config", Config("prod").Replace(part, replacement, StringComparison.Ordinal)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Files_that_the_variable_lists_are_merged_and_paths_start_at_their_own_folder()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "a"));
        Directory.CreateDirectory(Path.Combine(_folder, "b"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "b", "client.pem"), "certificate");
        await File.WriteAllTextAsync(Path.Combine(_folder, "b", "client.key"), "key");
        var variable = string.Join(
            Path.PathSeparator,
            "/no/such/file",
            Write("a/config", Config("first")),
            Write("b/config", Config("second").Replace("token: t", "client-certificate: client.pem, client-key: client.key", StringComparison.Ordinal)));
        Assert.Equal(("first", "space-of-first"), (Find(variable: variable).Context, Find(variable: variable).Namespace));

        var second = Find(variable: variable, context: "second");
        var configuration = await second.ConfigureAsync(CancellationToken.None);
        Assert.Equal(Path.Combine(_folder, "b", "client.pem"), configuration.ClientCertificateFilePath);
        Assert.Equal("https://second:6443", configuration.Host);
    }

    [Fact]
    public async Task A_plugins_token_is_used_until_it_expires()
    {
        var count = Path.Combine(_folder, "count");
        var plugin = Write("plugin.sh", $$$"""echo x >>{{{count}}}; echo 'complaint' >&2; echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"fresh"}}'""");
        var exec = $"exec: {{apiVersion: client.authentication.k8s.io/v1, command: bash, args: [{plugin}]}}";
        var configuration = await Find(path: Write("config", Config("prod").Replace("token: t", exec, StringComparison.Ordinal))).ConfigureAsync(CancellationToken.None);
        for (var use = 0; use < 3; use++)
        {
            Assert.Equal("Bearer fresh", (await configuration.TokenProvider.GetAuthenticationHeaderAsync(CancellationToken.None)).ToString());
        }

        Assert.Single(await File.ReadAllLinesAsync(count));
    }

    [Theory]
    [InlineData("exit 3")]
    [InlineData("echo s3cr3t-but-no-json")]
    public async Task A_plugin_that_fails_is_named(string script)
    {
        var exec = $"exec: {{apiVersion: client.authentication.k8s.io/v1, command: bash, args: [{Write("plugin.sh", script)}], installHint: Install the plugin.}}";
        var target = Find(path: Write("config", Config("prod").Replace("token: t", exec, StringComparison.Ordinal)));
        var failure = await Assert.ThrowsAsync<ProblemException>(() => target.ConfigureAsync(CancellationToken.None));
        Assert.Equal(ErrorIds.KubeconfigInvalid, failure.Problem.ErrorId);
        Assert.Contains("'bash'", failure.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("Install the plugin.", failure.Problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", failure.Problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("token: t, ")]
    public async Task A_token_in_a_file_goes_before_one_in_the_kubeconfig_and_may_be_renewed(string other)
    {
        var token = Write("token", "first\n");
        var target = Find(path: Write("config", Config("prod").Replace("token: t", $"{other}tokenFile: token", StringComparison.Ordinal)));
        var configuration = await target.ConfigureAsync(CancellationToken.None);
        Assert.Equal("Bearer first", (await configuration.TokenProvider.GetAuthenticationHeaderAsync(CancellationToken.None)).ToString());
        Assert.Null(configuration.AccessToken);
        await File.WriteAllTextAsync(token, "second\n");
        Assert.Equal("Bearer second", (await configuration.TokenProvider.GetAuthenticationHeaderAsync(CancellationToken.None)).ToString());

        File.Delete(token);
        var failure = await Assert.ThrowsAsync<ProblemException>(() => configuration.TokenProvider.GetAuthenticationHeaderAsync(CancellationToken.None));
        Assert.Equal(ErrorIds.KubeconfigInvalid, failure.Problem.ErrorId);
        Assert.Contains($"the token at '{token}' does not exist", failure.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Fails(ErrorIds.KubeconfigInvalid, () => Find(path: Path.Combine(_folder, "config"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:s3cr3t@proxy:3128", "user")]
    [InlineData("socks5://proxy:1080", null)]
    public async Task The_clusters_proxy_is_used(string url, string? user)
    {
        var configuration = await Find(path: Write("config", WithProxy(url))).ConfigureAsync(CancellationToken.None);
        using var handler = new SocketsHttpHandler();
        configuration.FirstMessageHandlerSetup(handler);
        Assert.Equal("proxy", handler.Proxy!.GetProxy(new Uri("https://prod:6443"))!.Host);
        Assert.Equal(user, handler.Proxy.Credentials?.GetCredential(new Uri(url), "Basic")?.UserName);
    }

    [Theory]
    [InlineData("proxy:3128")]
    [InlineData("ftp://user:s3cr3t@proxy")]
    public void A_proxy_that_is_none_is_told_without_its_password(string url)
    {
        var problem = Fails(ErrorIds.KubeconfigInvalid, () => Find(path: Write("config", WithProxy(url))));
        Assert.Contains("proxy-url of the cluster 'prod'", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", problem.ToString(), StringComparison.Ordinal);
    }

    private static string WithProxy(string url) => Config("prod").Replace("https://prod:6443\"", $"https://prod:6443\", proxy-url: \"{url}\"", StringComparison.Ordinal);

    private static string Config(string name) => $$"""
        apiVersion: v1
        kind: Config
        current-context: {{name}}
        clusters: [{name: {{name}}, cluster: {server: "https://{{name}}:6443"} }]
        users: [{name: {{name}}, user: {token: t} }]
        contexts: [{name: {{name}}, context: {cluster: {{name}}, user: {{name}}, namespace: space-of-{{name}} } }]

        """;

    private static Problem Fails(string errorId, Action find)
    {
        var problem = Assert.Throws<ProblemException>(find).Problem;
        Assert.Equal(errorId, problem.ErrorId);
        return problem;
    }

    private KubernetesTarget Find(string? path = null, string? context = null, string? variable = null) => KubernetesTarget.Find(
        path, context, new KubeconfigLocator(name => name == "KUBECONFIG" ? variable : null, Path.Combine(_folder, "home")), new InClusterAccount(_ => null, _folder));

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
