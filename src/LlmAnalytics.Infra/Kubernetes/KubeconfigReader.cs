using k8s.KubeConfigModels;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>
/// Reads kubeconfigs and merges them as kubectl does: of equal names and of current contexts the first wins, and a relative path starts at the folder of the file
/// that it stands in.
/// </summary>
/// <remarks>Not by the client library's own reader: its first use looks through all 1,000 types of the API, which takes 300 ms.</remarks>
internal static class KubeconfigReader
{
    /// <summary>Reads and merges the files, of which there is at least one.</summary>
    /// <exception cref="LlmAnalytics.Engine.ProblemException">One can't be read, or they hold nothing together.</exception>
    public static K8SConfiguration Read(IReadOnlyList<string> paths)
    {
        var merged = paths.Select(ReadFile).Aggregate(Merge);
        return merged.Contexts.Any() || merged.Clusters.Any() || merged.CurrentContext is not null
            ? merged
            : throw KubeconfigProblems.Invalid(string.Join(Path.PathSeparator, paths), "it is empty: it has neither contexts nor clusters.");
    }

    private static K8SConfiguration ReadFile(string path)
    {
        try
        {
            var deserializer = new DeserializerBuilder().IgnoreUnmatchedProperties()
                .WithTypeMapping<UserCredentials, KubeconfigCredentials>().WithTypeMapping<ClusterEndpoint, KubeconfigEndpoint>().Build();
            var config = deserializer.Deserialize<K8SConfiguration?>(File.ReadAllText(path)) ?? new K8SConfiguration();
            config.Contexts = Named(config.Contexts, context => context.Name);
            config.Clusters = Named(config.Clusters, cluster => cluster.Name);
            config.Users = Named(config.Users, user => user.Name);
            Root(config, Path.GetDirectoryName(Path.GetFullPath(path))!);
            return config;
        }
        catch (YamlException e)
        {
            // The parser's own message can quote the file, credentials included; its place can't.
            throw KubeconfigProblems.Invalid(path, $"it is not a kubeconfig in YAML; line {e.Start.Line}, column {e.Start.Column} is wrong.", e);
        }
        catch (Exception e) when (KubeconfigProblems.IsFileProblem(e))
        {
            throw KubeconfigProblems.FileRefused(path, "file", path, e);
        }
    }

    // "contexts:" with nothing behind it is null; entries without a name can't be referred to.
    private static List<T> Named<T>(IEnumerable<T>? entries, Func<T, string?> name) => [.. (entries ?? []).Where(entry => entry is not null && name(entry) is not null)];

    private static void Root(K8SConfiguration config, string folder)
    {
        foreach (var endpoint in config.Clusters.Select(cluster => cluster.ClusterEndpoint).OfType<ClusterEndpoint>())
        {
            endpoint.CertificateAuthority = Rooted(endpoint.CertificateAuthority, folder);
        }

        foreach (var credentials in config.Users.Select(user => user.UserCredentials).OfType<UserCredentials>())
        {
            credentials.ClientCertificate = Rooted(credentials.ClientCertificate, folder);
            credentials.ClientKey = Rooted(credentials.ClientKey, folder);
            if (credentials is KubeconfigCredentials { TokenFile: { } file } own)
            {
                own.TokenFile = Rooted(file, folder);
            }

            // kubectl: a command with a folder in it is relative to the file, a bare one is looked for on the path.
            if (credentials.ExternalExecution is { Command: { } command } exec && command.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                exec.Command = Rooted(command, folder);
            }
        }
    }

    private static string? Rooted(string? path, string folder) => string.IsNullOrEmpty(path) ? path : Path.Combine(folder, path);

    private static K8SConfiguration Merge(K8SConfiguration first, K8SConfiguration second)
    {
        first.CurrentContext = string.IsNullOrEmpty(first.CurrentContext) ? second.CurrentContext : first.CurrentContext;
        first.Contexts = [.. first.Contexts.Concat(second.Contexts).DistinctBy(context => context.Name)];
        first.Clusters = [.. first.Clusters.Concat(second.Clusters).DistinctBy(cluster => cluster.Name)];
        first.Users = [.. first.Users.Concat(second.Users).DistinctBy(user => user.Name)];
        return first;
    }
}
