using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>The problems that a configuration can have. None of the texts holds a setting's value unless it is a plain word.</summary>
internal static class ConfigurationProblems
{
    internal static ProblemException Invalid(Setting setting, string why, string action, Exception? cause = null) =>
        Invalid(setting.ToString(), setting.Name, why, action, cause);

    internal static ProblemException Invalid(string subject, string? target, string why, string action, Exception? cause = null) =>
        new(new Problem(ErrorIds.KafkaSettingInvalid, ProblemCategory.InvalidArgument, $"{subject}: {why}", target, action), cause);

    internal static ProblemException NotSupported(Setting setting, string why, string action) =>
        new(new Problem(ErrorIds.KafkaSettingNotSupported, ProblemCategory.NotImplemented, $"{setting}: {why}", setting.Name, action));

    internal static ProblemException Unreadable(Setting setting, string why, string action, Exception? cause = null) =>
        new(new Problem(ErrorIds.KafkaFileUnreadable, ProblemCategory.InvalidData, $"{setting}: {why}", setting.Name, action), cause);

    /// <summary>The operating system's refusal to give a file, in plain words.</summary>
    internal static ProblemException FileRefused(string subject, string path, Exception cause)
    {
        var (why, category) = cause switch
        {
            FileNotFoundException or DirectoryNotFoundException => ("does not exist", ProblemCategory.ObjectNotFound),
            UnauthorizedAccessException when Directory.Exists(path) => ("is a folder, not a file", ProblemCategory.InvalidArgument),
            UnauthorizedAccessException => ("may not be read by this user", ProblemCategory.PermissionDenied),
            _ => ($"can't be read: {cause.Message}", ProblemCategory.InvalidData),
        };
        return new ProblemException(
            new Problem(ErrorIds.KafkaFileUnreadable, category, $"{subject}: the file '{path}' {why}.", path, "Correct the path, or give this user the right to read the file."),
            cause);
    }

    /// <summary>Whether an exception is a file system's answer rather than a defect.</summary>
    internal static bool IsFileProblem(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or System.Security.SecurityException;
}
