using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Errors;

/// <summary>The problems that the commands find by themselves, before or after the engine.</summary>
internal static partial class CommandProblems
{
    /// <summary>The deadline of a command passed.</summary>
    public static Problem Timeout(string command, int seconds) => new(
        ErrorIds.OperationTimeout, ProblemCategory.OperationTimeout, $"{command} was not done after {seconds} s.", Target: null,
        "Give it more time with -TimeoutSec, and run it with -Verbose to see what it waits for.");

    /// <summary>A defect of the module.</summary>
    public static Problem Unexpected(Exception failure) => new(
        ErrorIds.UnexpectedError, ProblemCategory.NotSpecified, $"Unexpected {failure.GetType().Name}: {failure.Message}", Target: null,
        "This is a defect of the module: please report it with the output of Get-Error.");

    /// <summary>The installation is broken.</summary>
    public static Problem EngineNotLoadable(string path, string cause) => new(
        ErrorIds.UnexpectedError, ProblemCategory.ResourceUnavailable, $"The module's engine can't be loaded from {path}: {cause}", path,
        "Install the module again; a copy of it needs the deps folder with all that is in it.");

    /// <summary>A prompt is needed and the host has none.</summary>
    public static Problem ConfirmationRequired() => new(
        ErrorIds.ConfirmationRequired, ProblemCategory.InvalidOperation, "The command needs a confirmation, and this host can't ask for one.", Target: null,
        "In scripts say -Confirm:$false; where wildcards choose what is removed, say -Force too.");

    /// <summary>No topic of the catalog has that name.</summary>
    public static Problem NotInCatalog(string name) => new(
        ErrorIds.TopicNotInCatalog, ProblemCategory.ObjectNotFound, $"The catalog has no topic '{name}'.", name,
        "Get-LlmKafkaTopicDefinition -IncludeOptional lists the catalog; for a topic of your own give -Partitions too.");

    /// <summary>A malformed wildcard pattern.</summary>
    public static Problem PatternInvalid(string pattern) => new(
        ErrorIds.TopicNameInvalid, ProblemCategory.InvalidArgument, $"'{pattern}' is no wildcard pattern that can be used.", pattern,
        "Close every bracket, and write ranges upwards: [a-z].");

    /// <summary>A configuration file that isn't there, or isn't a file.</summary>
    public static Problem FileUnreadable(string path, string cause) => new(
        ErrorIds.KafkaFileUnreadable, ProblemCategory.ObjectNotFound, $"The configuration file '{path}' can't be read: {cause}", path,
        "Give the path of a Java client configuration, client.properties or admin.properties say.");

    /// <summary>A value that can't be written as Kafka writes values. The value is left out: it may be a secret.</summary>
    public static Problem SettingValue(string errorId, string parameter, string setting, string cause) => new(
        errorId, ProblemCategory.InvalidArgument, $"-{parameter}: the value of '{setting}' {cause}.", setting,
        "Values are strings, numbers, $true, $false, or arrays of these.");

    /// <summary>A change without anything to change.</summary>
    public static Problem NothingToChange() => new(
        ErrorIds.TopicSettingInvalid, ProblemCategory.InvalidArgument, "Nothing to change was given.", Target: null,
        "Give at least one of -Config, -RemoveConfig and -Partitions.");

    /// <summary>A check that doesn't exist.</summary>
    public static Problem NoSuchCheck(string parameter, string name, IEnumerable<string> all) => new(
        ErrorIds.HealthCheckInvalid, ProblemCategory.InvalidArgument, $"-{parameter}: there is no check '{name}'.", name,
        $"The checks are {string.Join(", ", all)}.");

    /// <summary>Every check was left out: a verdict on nothing would read as a healthy cluster.</summary>
    public static Problem NoCheckLeft() => new(
        ErrorIds.HealthCheckInvalid, ProblemCategory.InvalidArgument, "-Include and -Skip leave no check to make.", Target: null,
        "Skip fewer checks, or include others.");
}
