using LlmAnalytics.KafkaProtocol.Errors;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Kafka.Health.Checks;

/// <summary>What the user may not see. Brokers leave it out of their lists without a word, and a list that is merely short would look like good health.</summary>
internal static class Rights
{
    private const int DescribeOperation = 8; // AclOperation.DESCRIBE

    /// <summary>Whether the user has DESCRIBE on the cluster; null where brokers don't tell. Without it lists of groups are shortened silently.</summary>
    public static bool? MayDescribeCluster(ClusterSurvey survey) =>
        survey.ClusterOperations is { } operations ? (operations & (1 << DescribeOperation)) != 0 : null;

    /// <summary>Topics of the catalog that the user may not see, or that don't exist: to such a user brokers say the same of both.</summary>
    public static IReadOnlyList<string> HiddenTopics(ClusterSurvey survey) =>
        [.. survey.MissingTopics.Where(topic => topic.ErrorCode == ErrorCode.TopicAuthorizationFailed).Select(topic => topic.Name!)];

    /// <summary>Why a check of all partitions says less than it seems to; null where the user may see the catalog's topics.</summary>
    public static HealthCheck? HiddenPartitions(CheckContext context, string name, string severity, string? expected) =>
        HiddenTopics(context.Survey) is { Count: > 0 } hidden
            ? Unknown(name, severity, expected, $"There may be more topics than the user may see, who lacks DESCRIBE on them: {Join(hidden)}.", Join(hidden), "Have an administrator grant DESCRIBE on the topics.")
            : null;

    /// <summary>A check that couldn't be made, because of a right or because nobody answered.</summary>
    public static HealthCheck NotSeen(string name, string severity, string what, string? failure, ErrorCode? code, string right)
    {
        if (code is ErrorCode.ClusterAuthorizationFailed or ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed)
        {
            return Unknown(name, severity, null, $"{what} can't be seen: the user lacks {right}.", null, $"Have an administrator grant {right}.");
        }

        var why = failure ?? code?.KafkaName() ?? "no answer";
        return Unknown(name, severity, null, $"{what} couldn't be found out: {why.TrimEnd('.')}.", null, "Run the test again; look at the active controller (Get-LlmKafkaBroker).");
    }
}
