using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Redis.Configuration;

/// <summary>What can be wrong with what describes a connection. None of the texts holds a secret.</summary>
internal static class SettingProblems
{
    public static ProblemException Invalid(string subject, string why, string action, Exception? cause = null) =>
        new(new Problem(ErrorIds.RedisSettingInvalid, ProblemCategory.InvalidArgument, $"{subject}: {why}", subject, action), cause);

    public static ProblemException Unreadable(string subject, string why, string action, Exception? cause = null) =>
        new(new Problem(ErrorIds.RedisFileUnreadable, ProblemCategory.InvalidData, $"{subject}: {why}", subject, action), cause);

    /// <summary>The operating system's refusal to give a file, in plain words.</summary>
    public static ProblemException FileRefused(string subject, string path, Exception cause)
    {
        var (why, category) = cause switch
        {
            FileNotFoundException or DirectoryNotFoundException => ("does not exist", ProblemCategory.ObjectNotFound),
            UnauthorizedAccessException when Directory.Exists(path) => ("is a folder, not a file", ProblemCategory.InvalidArgument),
            UnauthorizedAccessException => ("may not be read by this user", ProblemCategory.PermissionDenied),
            _ => ($"can't be read: {cause.Message}", ProblemCategory.InvalidData),
        };
        return new ProblemException(
            new Problem(ErrorIds.RedisFileUnreadable, category, $"{subject}: the file '{path}' {why}.", path, "Correct the path, or give this user the right to read the file."),
            cause);
    }
}
