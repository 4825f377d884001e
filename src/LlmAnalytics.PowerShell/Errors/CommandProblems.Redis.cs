using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Errors;

/// <summary>Problems of the Redis commands.</summary>
internal static partial class CommandProblems
{
    /// <summary>A kubeconfig that isn't in the file system.</summary>
    public static Problem KubeconfigUnreadable(string path, string cause) => new(
        ErrorIds.KubeconfigNotFound, ProblemCategory.ObjectNotFound, $"The kubeconfig '{path}' can't be read: {cause}", path,
        "Give the path of a file in the file system.");

    /// <summary>A certificate or key that isn't in the file system.</summary>
    public static Problem RedisFileUnreadable(string path, string cause) => new(
        ErrorIds.RedisFileUnreadable, ProblemCategory.ObjectNotFound, $"The file '{path}' can't be read: {cause}", path,
        "Give the path of a file in the file system.");
}
