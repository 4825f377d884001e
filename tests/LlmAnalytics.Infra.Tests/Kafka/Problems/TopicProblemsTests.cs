using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.Infra.Tests.Kafka.Problems;

public sealed class TopicProblemsTests
{
    [Theory]
    [InlineData(ErrorCode.UnknownTopicOrPartition, ErrorIds.TopicNotFound, ProblemCategory.ObjectNotFound)]
    [InlineData(ErrorCode.UnknownTopicId, ErrorIds.TopicNotFound, ProblemCategory.ObjectNotFound)]
    [InlineData(ErrorCode.TopicAuthorizationFailed, ErrorIds.KafkaAuthorizationFailed, ProblemCategory.PermissionDenied)]
    [InlineData(ErrorCode.ClusterAuthorizationFailed, ErrorIds.KafkaAuthorizationFailed, ProblemCategory.PermissionDenied)]
    [InlineData(ErrorCode.InvalidTopicException, ErrorIds.TopicNameInvalid, ProblemCategory.InvalidArgument)]
    [InlineData(ErrorCode.InvalidConfig, ErrorIds.TopicSettingInvalid, ProblemCategory.InvalidArgument)]
    [InlineData(ErrorCode.InvalidRequest, ErrorIds.TopicSettingInvalid, ProblemCategory.InvalidArgument)]
    [InlineData(ErrorCode.InvalidPartitions, ErrorIds.TopicPartitionsInvalid, ProblemCategory.InvalidArgument)]
    [InlineData(ErrorCode.InvalidReplicationFactor, ErrorIds.ReplicationFactorInvalid, ProblemCategory.InvalidArgument)]
    [InlineData(ErrorCode.InvalidReplicaAssignment, ErrorIds.ReplicationFactorInvalid, ProblemCategory.InvalidArgument)]
    [InlineData(ErrorCode.PolicyViolation, ErrorIds.TopicPolicyViolation, ProblemCategory.PermissionDenied)]
    [InlineData(ErrorCode.TopicDeletionDisabled, ErrorIds.TopicDeletionDisabled, ProblemCategory.InvalidOperation)]
    [InlineData(ErrorCode.ReassignmentInProgress, ErrorIds.ReassignmentInProgress, ProblemCategory.InvalidOperation)]
    [InlineData(ErrorCode.ThrottlingQuotaExceeded, ErrorIds.KafkaServerError, ProblemCategory.ResourceUnavailable)]
    [InlineData(ErrorCode.RequestTimedOut, ErrorIds.KafkaControllerUnavailable, ProblemCategory.ResourceUnavailable)]
    [InlineData(ErrorCode.NotController, ErrorIds.KafkaControllerUnavailable, ProblemCategory.ResourceUnavailable)]
    [InlineData(ErrorCode.BrokerNotAvailable, ErrorIds.KafkaControllerUnavailable, ProblemCategory.ResourceUnavailable)]
    [InlineData(ErrorCode.UnknownServerError, ErrorIds.KafkaServerError, ProblemCategory.InvalidResult)]
    public void Every_code_has_its_problem(ErrorCode code, string errorId, ProblemCategory category)
    {
        foreach (var message in new[] { "the broker's words.", null, "" })
        {
            var problem = TopicProblems.From("orders", code, message, "CREATE on the topic");
            Assert.Equal((errorId, category, "orders"), (problem.ErrorId, problem.Category, problem.Target));
            Assert.Contains("'orders'", problem.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("..", problem.Message, StringComparison.Ordinal);
            Assert.EndsWith(".", problem.RecommendedAction, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ErrorCode.InvalidConfig)]
    [InlineData(ErrorCode.InvalidPartitions)]
    [InlineData(ErrorCode.PolicyViolation)]
    [InlineData(ErrorCode.UnknownServerError)]
    public void The_brokers_own_words_are_passed_on_else_the_codes_name(ErrorCode code)
    {
        Assert.Contains("Unknown topic config name: x", TopicProblems.From("t", code, "Unknown topic config name: x", "").Message, StringComparison.Ordinal);
        Assert.Contains(code.KafkaName(), TopicProblems.From("t", code, null, "").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ErrorCode.TopicAuthorizationFailed)]
    [InlineData(ErrorCode.ClusterAuthorizationFailed)]
    public void A_missing_right_is_named(ErrorCode code)
    {
        var problem = TopicProblems.From("t", code, null, "DELETE on the topic");
        Assert.Contains("DELETE on the topic", problem.Message, StringComparison.Ordinal);
        Assert.Contains("DELETE on the topic", problem.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_is_not_known_shows_its_number() =>
        Assert.Contains("1234", TopicProblems.From("t", (ErrorCode)1234, null, "").Message, StringComparison.Ordinal);

    [Fact]
    public void The_modules_own_refusals_have_their_ErrorIds()
    {
        Assert.Equal(ErrorIds.TopicInternal, TopicProblems.Internal("__consumer_offsets").ErrorId);
        Assert.Equal(ErrorIds.TopicDuplicate, TopicProblems.Duplicate("t").ErrorId);
        var lowered = TopicProblems.PartitionsLowered("t", 8, 4);
        Assert.Equal((ErrorIds.TopicPartitionsLowered, "Topic 't' has 8 partitions, and Kafka can't lower that to 4."), (lowered.ErrorId, lowered.Message));
        var unknown = TopicProblems.OutcomeUnknown("t", "CreateTopics", "The broker froze.");
        Assert.Equal(ErrorIds.OutcomeUnknown, unknown.ErrorId);
        Assert.Contains("CreateTopics was sent and not answered", unknown.Message, StringComparison.Ordinal);
        Assert.EndsWith("The broker froze.", unknown.Message, StringComparison.Ordinal);
    }
}
