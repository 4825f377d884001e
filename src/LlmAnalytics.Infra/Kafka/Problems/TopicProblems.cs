using LlmAnalytics.Engine;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.Infra.Kafka.Problems;

/// <summary>What brokers answer about topics, in the words of the person who has to mend it.</summary>
internal static class TopicProblems
{
    /// <summary>The problem behind a broker's error code.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="code">The broker's code, not none.</param>
    /// <param name="brokerMessage">The broker's own words; null where it has none.</param>
    /// <param name="right">The right that the request needs, as ACLs name it: <c>DELETE on the topic</c>.</param>
    public static Problem From(string topic, ErrorCode code, string? brokerMessage, string right)
    {
        var said = string.IsNullOrWhiteSpace(brokerMessage) ? code.KafkaName() : brokerMessage.Trim().TrimEnd('.');
        return code switch
        {
            ErrorCode.UnknownTopicOrPartition or ErrorCode.UnknownTopicId => NotFound(topic),
            ErrorCode.TopicAuthorizationFailed => NotAuthorized(topic, right),
            ErrorCode.ClusterAuthorizationFailed => new Problem(ErrorIds.KafkaAuthorizationFailed, ProblemCategory.PermissionDenied,
                $"Topic '{topic}': the user lacks a right on the cluster: {right}.", topic, $"Have an administrator grant {right}."),
            ErrorCode.InvalidTopicException => new Problem(ErrorIds.TopicNameInvalid, ProblemCategory.InvalidArgument,
                $"'{topic}' is no legal topic name{(said == code.KafkaName() ? "" : $": {said}")}.", topic, "Use at most 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'; not '.' or '..' alone."),
            ErrorCode.InvalidConfig or ErrorCode.InvalidRequest => new Problem(ErrorIds.TopicSettingInvalid, ProblemCategory.InvalidArgument,
                $"Topic '{topic}': the broker refuses a setting: {said}.", topic, "Correct the setting's name or value; the broker names the first bad one only."),
            ErrorCode.InvalidPartitions => new Problem(ErrorIds.TopicPartitionsInvalid, ProblemCategory.InvalidArgument,
                $"Topic '{topic}': the broker refuses the partition count: {said}.", topic, "Give a count of at least 1, and for an existing topic more than it has."),
            ErrorCode.InvalidReplicationFactor or ErrorCode.InvalidReplicaAssignment => new Problem(ErrorIds.ReplicationFactorInvalid, ProblemCategory.InvalidArgument,
                $"Topic '{topic}': the broker refuses the replication factor: {said}.", topic, "Lower -ReplicationFactor to the number of brokers at most, or start the brokers that are missing."),
            ErrorCode.PolicyViolation => new Problem(ErrorIds.TopicPolicyViolation, ProblemCategory.PermissionDenied,
                $"Topic '{topic}': a policy of the cluster forbids it: {said}.", topic, "Keep to the policy that the brokers enforce (create.topic.policy.class.name, alter.config.policy.class.name)."),
            ErrorCode.TopicDeletionDisabled => new Problem(ErrorIds.TopicDeletionDisabled, ProblemCategory.InvalidOperation,
                $"Topic '{topic}': the brokers don't allow topics to be deleted.", topic, "Set delete.topic.enable=true on the brokers, which is their default."),
            ErrorCode.ReassignmentInProgress => new Problem(ErrorIds.ReassignmentInProgress, ProblemCategory.InvalidOperation,
                $"Topic '{topic}': a reassignment of its partitions is in progress.", topic, "Wait until the reassignment is complete, or cancel it."),
            ErrorCode.ThrottlingQuotaExceeded => new Problem(ErrorIds.KafkaServerError, ProblemCategory.ResourceUnavailable,
                $"Topic '{topic}': the user's quota of controller mutations is used up.", topic, "Try again later, or raise controller_mutation_rate."),
            ErrorCode.RequestTimedOut or ErrorCode.NotController or ErrorCode.BrokerNotAvailable => new Problem(
                ErrorIds.KafkaControllerUnavailable, ProblemCategory.ResourceUnavailable,
                $"Topic '{topic}': the active controller didn't take the request in time: {said}.", topic, "Look at the controllers' quorum; try again when it has a leader."),
            _ => new Problem(ErrorIds.KafkaServerError, ProblemCategory.InvalidResult,
                $"Topic '{topic}': the broker answered {code.KafkaName()}{(said == code.KafkaName() ? "" : $": {said}")}.", topic, "Look into the log of the active controller."),
        };
    }

    public static Problem NotFound(string topic) => new(ErrorIds.TopicNotFound, ProblemCategory.ObjectNotFound,
        $"There is no topic '{topic}'.", topic, "Check the name; Get-LlmKafkaTopic lists the topics that the user may see.");

    public static Problem NotAuthorized(string topic, string right) => new(ErrorIds.KafkaAuthorizationFailed, ProblemCategory.PermissionDenied,
        $"Topic '{topic}': the user lacks the right {right}. Brokers say the same of a topic that doesn't exist to a user who may not see it.", topic,
        $"Have an administrator grant {right}.");

    public static Problem Internal(string topic) => new(ErrorIds.TopicInternal, ProblemCategory.SecurityError,
        $"Topic '{topic}' belongs to Kafka itself: without it consumer groups or transactions lose their state.", topic, "Leave it alone.");

    public static Problem Duplicate(string topic) => new(ErrorIds.TopicDuplicate, ProblemCategory.InvalidArgument,
        $"Topic '{topic}' is defined twice, differently.", topic, "Give each topic once.");

    public static Problem PartitionsLowered(string topic, int actual, int asked) => new(ErrorIds.TopicPartitionsLowered, ProblemCategory.InvalidArgument,
        $"Topic '{topic}' has {actual} partitions, and Kafka can't lower that to {asked}.", topic,
        "Leave the count, or make a new topic with fewer partitions and move its producers and consumers.");

    public static Problem OutcomeUnknown(string topic, string request, string cause) => new(ErrorIds.OutcomeUnknown, ProblemCategory.OperationTimeout,
        $"Topic '{topic}': {request} was sent and not answered, and whether it took effect could not be found out. {cause}", topic,
        "Look with Get-LlmKafkaTopic when the cluster answers again; running the command again does no harm.");
}
