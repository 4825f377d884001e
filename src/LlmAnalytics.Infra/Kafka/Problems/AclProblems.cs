using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.Infra.Kafka.Problems;

/// <summary>What brokers answer about ACLs, and what is refused before they are asked, in the words of the person who has to mend it.</summary>
internal static class AclProblems
{
    public const string DescribeRight = "DESCRIBE on the cluster";
    public const string AlterRight = "ALTER on the cluster";

    private const int LongestQuote = 200; // of the brokers' own words: some hold a dump of the whole request

    /// <summary>Whether a broker's error is one that every ACL of the request would meet.</summary>
    public static bool IsForAll(ErrorCode code) => code is ErrorCode.SecurityDisabled or ErrorCode.ClusterAuthorizationFailed or ErrorCode.UnsupportedVersion;

    /// <summary>The problem behind a broker's error code.</summary>
    /// <param name="acl">The ACL; null where all are meant.</param>
    /// <param name="code">The broker's code, not none.</param>
    /// <param name="brokerMessage">The broker's own words; null where it has none.</param>
    /// <param name="right">The right that the request needs.</param>
    public static Problem From(KafkaAcl? acl, ErrorCode code, string? brokerMessage, string right)
    {
        var target = acl?.ToString();
        var subject = acl is null ? "ACLs" : $"ACL \"{acl}\"";
        var said = brokerMessage is { Length: > 0 and < LongestQuote } && !string.IsNullOrWhiteSpace(brokerMessage) ? $": {brokerMessage.Trim().TrimEnd('.')}" : "";
        return code switch
        {
            ErrorCode.SecurityDisabled => new Problem(ErrorIds.AclAuthorizerDisabled, ProblemCategory.InvalidOperation,
                "The brokers have no authorizer: there are no ACLs, and everybody who can connect may do everything.", null,
                "Set authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer and super.users on every node, and restart them one by one."),
            ErrorCode.ClusterAuthorizationFailed => NotAuthorized(right),
            ErrorCode.InvalidRequest or ErrorCode.InvalidPrincipalType => new Problem(ErrorIds.AclInvalid, ProblemCategory.InvalidArgument,
                $"{subject}: the broker refuses it{said}.", target, "Correct the ACL's principal, resource or operation."),
            ErrorCode.RequestTimedOut or ErrorCode.NotController or ErrorCode.BrokerNotAvailable => new Problem(
                ErrorIds.KafkaControllerUnavailable, ProblemCategory.ResourceUnavailable,
                $"{subject}: the active controller didn't take the request in time{said}.", target, "Look at the controllers' quorum; try again when it has a leader."),
            _ => new Problem(ErrorIds.KafkaServerError, ProblemCategory.InvalidResult,
                $"{subject}: the broker answered {code.KafkaName()}{said}.", target, "Look into the log of the active controller."),
        };
    }

    public static Problem NotAuthorized(string right) => new(ErrorIds.KafkaAuthorizationFailed, ProblemCategory.PermissionDenied,
        $"The user lacks the right {right}. To read ACLs takes {DescribeRight}, to change them {AlterRight}, which implies it.", null,
        $"Have an administrator grant {right}, or connect as a super user.");

    public static Problem UnknownWord(string word, string what, IEnumerable<string> known) => new(ErrorIds.AclInvalid, ProblemCategory.InvalidArgument,
        $"'{word}' is no {what} of an ACL.", word, $"Use one of {string.Join(", ", known)}.");

    public static Problem BadPrincipal(string principal, string why, string form) => new(ErrorIds.AclPrincipalInvalid, ProblemCategory.InvalidArgument,
        $"'{principal}' is no principal of an ACL: {why}.", principal, form);

    public static Problem Invalid(string target, string message, string action) => new(ErrorIds.AclInvalid, ProblemCategory.InvalidArgument, message, target, action);

    public static Problem Meaningless(KafkaAcl acl, string why, string form) => new(ErrorIds.AclMeaningless, ProblemCategory.InvalidArgument,
        $"\"{acl}\" means nothing: {why}. {form}", acl.ToString(), "Write the right form, or insist with -Force.");

    public static Problem TooBroad(int count) => new(ErrorIds.AclFilterTooBroad, ProblemCategory.SecurityError,
        $"The filter matches every ACL there is ({count}): without them nobody but super users can work.", null,
        "Name a principal or a resource, or insist with -Force.");

    public static Problem OutcomeUnknown(KafkaAcl acl, string request, string cause) => new(ErrorIds.OutcomeUnknown, ProblemCategory.OperationTimeout,
        $"ACL \"{acl}\": {request} was sent and not answered, and whether it took effect could not be found out. {cause}", acl.ToString(),
        "Look with Get-LlmKafkaAcl when the cluster answers again; running the command again does no harm.");
}
