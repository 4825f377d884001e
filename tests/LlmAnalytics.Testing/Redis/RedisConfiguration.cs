using System.Globalization;

namespace LlmAnalytics.Testing;

/// <summary>The redis.conf of a test node. A file, so that no password is on a command line.</summary>
internal static class RedisConfiguration
{
    public static IEnumerable<string> Build(RedisTestNode node, RedisClusterOptions options, TestCertificates? certificates)
    {
        var settings = new Dictionary<string, string>
        {
            ["bind"] = node.Host,
            // Others see the node's own address as the source, as they see a pod's.
            ["bind-source-addr"] = node.Host,
            ["cluster-enabled"] = "yes",
            ["cluster-config-file"] = "nodes.conf",
            ["cluster-node-timeout"] = options.NodeTimeoutMs.ToString(CultureInfo.InvariantCulture),
            ["dir"] = node.DataFolder,
            ["save"] = "\"\"",
            // A node without a limit is a finding of its own.
            ["maxmemory"] = "256mb",
            ["appendonly"] = "no",
            ["repl-diskless-sync-delay"] = "0",
            // To Redis, nothing but 127.0.0.1 itself is local.
            ["protected-mode"] = "no",
            ["enable-debug-command"] = "yes",
            // The sweep after a killed run knows its servers by the folder in their command line.
            ["set-proc-title"] = "no",
            [certificates is null ? "port" : "tls-port"] = node.Port.ToString(CultureInfo.InvariantCulture),
        };
        if (certificates is not null)
        {
            settings["port"] = "0";
            settings["tls-cluster"] = "yes";
            settings["tls-replication"] = "yes";
            settings["tls-auth-clients"] = options.RequireClientCertificate ? "yes" : "no";
            settings["tls-ca-cert-file"] = certificates.CaPath;
            settings["tls-cert-file"] = certificates.Server.PemPath;
            settings["tls-key-file"] = certificates.Server.KeyPath;
            // The bus asks for certificates of clients, always.
            settings["tls-client-cert-file"] = certificates.Client.PemPath;
            settings["tls-client-key-file"] = certificates.Client.KeyPath;
        }

        if (options.Password is { } password)
        {
            settings["requirepass"] = password;
            settings["masterauth"] = password;
        }

        foreach (var (name, value) in options.Settings.Concat(options.NodeSettings?.Invoke(node.Number) ?? new Dictionary<string, string>()))
        {
            settings[name] = value;
        }

        return settings.Select(setting => $"{setting.Key} {setting.Value}").Concat(options.Users.Select(user => $"user {user}"));
    }
}
