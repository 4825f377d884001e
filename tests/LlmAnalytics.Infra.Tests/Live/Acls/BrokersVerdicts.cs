using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.KafkaProtocol.Security;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Tests.Live.Acls;

/// <summary>
/// What a real broker lets a client do: by the authorized operations that it tells, and by tries of its requests where it tells none, since it does so only to those who may
/// describe. Tries are dry runs.
/// </summary>
internal sealed class BrokersVerdicts(BrokerConnection connection) : IAsyncDisposable
{
    private static readonly string[] TopicOperations = ["Read", "Write", "Create", "Describe", "Delete", "Alter", "DescribeConfigs", "AlterConfigs"];
    private static readonly string[] GroupOperations = ["Read", "Describe", "Delete", "DescribeConfigs", "AlterConfigs"];
    private static readonly string[] ClusterOperations = ["Create", "ClusterAction", "DescribeConfigs", "AlterConfigs", "IdempotentWrite", "Alter", "Describe"];

    public static async Task<BrokersVerdicts> OpenAsync(int port, string user, CancellationToken cancellationToken) => new(await BrokerConnection.OpenAsync(
        new ServerEndPoint("127.0.0.1", port),
        new ConnectionOptions { Sasl = new PasswordCredentials("SCRAM-SHA-512", user, KafkaUsers.Password(user)) },
        cancellationToken));

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    public async Task<List<BrokersVerdict>> TopicsAsync(string[] topics, CancellationToken cancellationToken)
    {
        var request = new MetadataRequest { Topics = [.. topics.Select(name => new MetadataRequestTopic { Name = name })], IncludeTopicAuthorizedOperations = true };
        var metadata = await connection.SendAsync(request, cancellationToken);
        var verdicts = new List<BrokersVerdict>();
        foreach (var topic in metadata.Topics)
        {
            Assert.Contains(topic.ErrorCode, (ErrorCode[])[ErrorCode.None, ErrorCode.TopicAuthorizationFailed]);
            verdicts.AddRange(topic.ErrorCode == ErrorCode.None
                ? FromBits("Topic", topic.Name!, TopicOperations, topic.TopicAuthorizedOperations)
                : [new BrokersVerdict("Topic", topic.Name!, "Describe", false), .. await TryAsync(topic.Name!, cancellationToken)]);
        }

        return verdicts;
    }

    public async Task<List<BrokersVerdict>> ClusterAsync(CancellationToken cancellationToken)
    {
        var response = await connection.SendAsync(new DescribeClusterRequest { IncludeClusterAuthorizedOperations = true }, cancellationToken);
        return response.ClusterAuthorizedOperations == 0
            ? [new BrokersVerdict("Cluster", "kafka-cluster", "Describe", false)]
            : FromBits("Cluster", "kafka-cluster", ClusterOperations, response.ClusterAuthorizedOperations);
    }

    /// <summary>The verdicts on groups; none on those that another broker coordinates, unless they may not even be described.</summary>
    public async Task<List<BrokersVerdict>> GroupsAsync(string[] groups, CancellationToken cancellationToken)
    {
        var response = await connection.SendAsync(new DescribeGroupsRequest { Groups = groups }, cancellationToken);
        return
        [
            .. response.Groups.SelectMany(group => group.ErrorCode switch
            {
                ErrorCode.None => FromBits("Group", group.GroupId, GroupOperations, group.AuthorizedOperations),
                ErrorCode.GroupAuthorizationFailed => [new BrokersVerdict("Group", group.GroupId, "Describe", false)],
                ErrorCode.NotCoordinator => [new BrokersVerdict("Group", group.GroupId, "Describe", true)],
                var code => throw new InvalidOperationException($"The broker answers {code} to DescribeGroups."),
            }),
        ];
    }

    private async Task<BrokersVerdict[]> TryAsync(string topic, CancellationToken cancellationToken)
    {
        var configs = await connection.SendAsync(new DescribeConfigsRequest { Resources = [new DescribeConfigsResource { ResourceType = ConfigResourceType.Topic, ResourceName = topic }] }, cancellationToken);
        var alter = new AlterConfigsResource { ResourceType = ConfigResourceType.Topic, ResourceName = topic, Configs = [new AlterableConfig { Name = "retention.ms", Value = "1" }] };
        var altered = await connection.SendAsync(new IncrementalAlterConfigsRequest { Resources = [alter], ValidateOnly = true }, cancellationToken);
        var partitions = await connection.SendAsync(new CreatePartitionsRequest { Topics = [new CreatePartitionsTopic { Name = topic, Count = 9 }], ValidateOnly = true }, cancellationToken);
        return
        [
            new BrokersVerdict("Topic", topic, "DescribeConfigs", IsAllowed(configs.Results[0].ErrorCode)),
            new BrokersVerdict("Topic", topic, "AlterConfigs", IsAllowed(altered.Responses[0].ErrorCode)),
            new BrokersVerdict("Topic", topic, "Alter", IsAllowed(partitions.Results[0].ErrorCode)),
        ];
    }

    private static bool IsAllowed(ErrorCode code)
    {
        Assert.Contains(code, (ErrorCode[])[ErrorCode.None, ErrorCode.TopicAuthorizationFailed]);
        return code == ErrorCode.None;
    }

    private static List<BrokersVerdict> FromBits(string resourceType, string name, string[] operations, int bits) =>
        [.. operations.Select(operation => new BrokersVerdict(resourceType, name, operation, (bits & (1 << (int)Enum.Parse<AclOperation>(operation))) != 0))];
}

/// <summary>What a broker said to one question.</summary>
internal sealed record BrokersVerdict(string ResourceType, string ResourceName, string Operation, bool Allowed);
