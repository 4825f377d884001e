using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Configuration;

/// <summary>Fills a request in. What is given beats the environment (<c>REDIS_NODES</c>, <c>REDISCLI_AUTH</c>), that beats the default <c>localhost:6379</c>.</summary>
internal static class RedisSettingsResolver
{
    private const string NodesVariable = "REDIS_NODES";
    private const string PasswordVariable = "REDISCLI_AUTH"; // as redis-cli has it

    /// <param name="request">What the caller gave.</param>
    /// <param name="environment">A variable's value by its name; null or empty where it isn't set.</param>
    /// <exception cref="ProblemException">Something given can't be used.</exception>
    public static RedisSettings Resolve(RedisConnectionRequest request, Func<string, string?> environment)
    {
        if (request.Nodes is { Count: > 0 } && request.NamesKubernetes)
        {
            throw SettingProblems.Invalid("-Node", "addresses and Kubernetes exclude each other.", "Give -Node, or what names the pods (-Namespace, -ServiceName, -Selector).");
        }

        var places = Places(request, environment);
        var (user, password) = Login(request, environment);
        return new RedisSettings(places, new NodeAccess { User = user, Password = password, Tls = TlsFiles.Read(request) });
    }

    private static IReadOnlyList<NodePlace>? Places(RedisConnectionRequest request, Func<string, string?> environment)
    {
        if (request.Nodes is { Count: > 0 } nodes)
        {
            return NodeAddresses.Parse("-Node", nodes);
        }

        if (request.NamesKubernetes)
        {
            return null;
        }

        return environment(NodesVariable) is { Length: > 0 } variable
            ? NodeAddresses.Parse($"The environment variable {NodesVariable}", [variable])
            : [new NodePlace("localhost", 6379)];
    }

    private static (string? User, string? Password) Login(RedisConnectionRequest request, Func<string, string?> environment)
    {
        if (request.Credential is { } credential)
        {
            return credential.Password.Length > 0
                ? (NodeGreeting.IsDefault(credential.UserName) ? null : credential.UserName, credential.Password)
                : throw SettingProblems.Invalid("-Credential", "the password is empty.", "Give the password, or leave -Credential out.");
        }

        // A secret that was named is meant; the variable of another tool is not.
        var password = request.PasswordSecret is null ? environment(PasswordVariable) : null;
        return (null, string.IsNullOrEmpty(password) ? null : password);
    }
}
