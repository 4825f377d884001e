using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kubernetes;

/// <summary>What can be wrong with a kubeconfig, before any request. None of the texts holds a credential.</summary>
internal static class KubeconfigProblems
{
    public static ProblemException NotFound(string message, string? path, string action) =>
        new(new Problem(ErrorIds.KubeconfigNotFound, ProblemCategory.ObjectNotFound, message, path, action));

    public static ProblemException Invalid(string path, string why, Exception? cause = null) => new(
        new Problem(ErrorIds.KubeconfigInvalid, ProblemCategory.InvalidData, $"The kubeconfig '{path}' can't be used: {why}", path, "Correct the file; 'kubectl config view' shows how kubectl reads it."),
        cause);

    /// <summary>A file that the kubeconfig names, or the kubeconfig itself, is not given by the system.</summary>
    public static ProblemException FileRefused(string kubeconfig, string what, string path, Exception cause)
    {
        var why = cause switch
        {
            FileNotFoundException or DirectoryNotFoundException => "does not exist",
            UnauthorizedAccessException when Directory.Exists(path) => "is a folder, not a file",
            UnauthorizedAccessException => "may not be read by this user",
            _ => $"can't be read: {cause.Message}",
        };
        return Invalid(kubeconfig, $"the {what} '{path}' {why}.", cause);
    }

    public static ProblemException ContextNotFound(string? wanted, IReadOnlyCollection<string> there, string path)
    {
        var known = there.Count == 0 ? "It has none." : $"There are: {string.Join(", ", there.Order(StringComparer.Ordinal))}.";
        var message = wanted is null ? $"The kubeconfig '{path}' names no current context. {known}" : $"The kubeconfig '{path}' has no context '{wanted}'. {known}";
        return new ProblemException(new Problem(ErrorIds.KubernetesContextNotFound, ProblemCategory.ObjectNotFound, message, wanted, "Give one of its contexts by -Context, or the right file by -Kubeconfig."));
    }

    /// <summary>Whether an exception is a file system's answer rather than a defect.</summary>
    public static bool IsFileProblem(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or System.Security.SecurityException;
}
