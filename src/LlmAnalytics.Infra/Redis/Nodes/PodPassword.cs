using System.Text;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kubernetes;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>The password in a secret beside the pods.</summary>
internal static class PodPassword
{
    private const string Default = "redis-auth/password";

    /// <summary>Looks whether a secret's address is well-formed.</summary>
    /// <param name="secret">As <c>name/key</c>; null for the default.</param>
    /// <exception cref="ProblemException">It isn't.</exception>
    public static void Check(string? secret) => Split(secret ?? Default);

    /// <summary>Reads it.</summary>
    /// <param name="api">The API server.</param>
    /// <param name="space">The namespace.</param>
    /// <param name="secret">As <c>name/key</c>; null for the default, which need not exist.</param>
    /// <param name="operation">Hears why there is none.</param>
    /// <param name="cancellationToken">The caller's deadline and stop in one.</param>
    /// <returns>The password; none where the default secret doesn't exist, or may not be read.</returns>
    /// <exception cref="ProblemException">The secret that was asked for can't be had.</exception>
    public static async Task<SourcePassword> ReadAsync(KubernetesApi api, string space, string? secret, IOperation operation, CancellationToken cancellationToken)
    {
        var (name, key) = Split(secret ?? Default);
        try
        {
            var values = await api.ReadSecretAsync(space, name, cancellationToken).ConfigureAwait(false);
            if (values.TryGetValue(key, out var value))
            {
                operation.Verbose($"The password is that of the secret {name}/{key} in namespace '{space}'.");
                // kubectl create secret --from-file keeps the file's last line end, which is no part of a password.
                return new SourcePassword { Value = Encoding.UTF8.GetString(value).TrimEnd('\r', '\n') };
            }

            throw new ProblemException(new Problem(
                ErrorIds.KubernetesSecretNotFound, ProblemCategory.ObjectNotFound, $"The secret '{name}' in namespace '{space}' has no key '{key}'; it has {Keys(values.Keys)}.", $"{name}/{key}",
                "Give the password's place by -PasswordSecret name/key, or the password itself by -Credential."));
        }
        catch (ProblemException e) when (secret is null && e.Problem.ErrorId is ErrorIds.KubernetesSecretNotFound or ErrorIds.KubernetesAuthorizationFailed)
        {
            operation.Verbose($"No password: {e.Problem.Message}");
            return new SourcePassword { Refusal = e.Problem.ErrorId == ErrorIds.KubernetesAuthorizationFailed ? e.Problem : null };
        }
    }

    private static (string Name, string Key) Split(string secret) => secret.Split('/') is [{ Length: > 0 } name, { Length: > 0 } key]
        ? (name, key)
        : throw new ProblemException(new Problem(
            ErrorIds.RedisSettingInvalid, ProblemCategory.InvalidArgument, $"-PasswordSecret '{secret}' is not of the form name/key.", secret, "Give the secret's name and the key in it: redis-auth/password."));

    private static string Keys(IEnumerable<string> keys) => string.Join(", ", keys.Order(StringComparer.Ordinal).Select(key => $"'{key}'").DefaultIfEmpty("none"));
}
