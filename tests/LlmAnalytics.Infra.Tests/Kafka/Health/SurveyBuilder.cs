using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Catalog;
using LlmAnalytics.Infra.Kafka.Health;
using LlmAnalytics.Infra.Tests.Kafka.Topics;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Tests.Kafka.Health;

/// <summary>A healthy cluster of three brokers with the catalog's topics, as it would be gathered; tests make it ill.</summary>
internal sealed class SurveyBuilder
{
    public const int AllRights = -1;

    public SurveyBuilder()
    {
        foreach (var definition in TopicCatalog.Default.Topics.Where(topic => !topic.Optional))
        {
            var topic = Topic(definition.Name, definition.Partitions);
            Topics.Add(topic);
            Configs.Add(new DescribeConfigsResult
            {
                ResourceName = definition.Name,
                Configs = [.. definition.Config.Select(setting => BrokerAnswers.Setting(setting.Key, setting.Value))],
            });
        }

        foreach (var id in new[] { 1, 2, 3 })
        {
            Brokers.Add(Broker(id));
        }
    }

    public List<BrokerSurvey> Brokers { get; } = [];

    public List<MetadataTopic> Topics { get; } = [];

    public List<MetadataTopic> Missing { get; } = [];

    public bool MayNotSeeInternalTopics { get; set; }

    public int? Operations { get; set; } = AllRights;

    public List<DescribeConfigsResult> Configs { get; } = [];

    public string? ConfigFailure { get; set; }

    public Part<DescribeQuorumResponse> Quorum { get; set; } = new(Quorate(1, (1, 100, 50_000), (2, 100, 49_900), (3, 99, 49_900)), null);

    public Part<ListPartitionReassignmentsResponse> Reassignments { get; set; } = new(new ListPartitionReassignmentsResponse(), null);

    /// <summary>A topic whose partitions are spread evenly over the three brokers.</summary>
    public static MetadataTopic Topic(string name, int partitions) => new()
    {
        Name = name,
        Partitions = [.. Enumerable.Range(0, partitions).Select(index =>
        {
            int[] replicas = [(index % 3) + 1, ((index + 1) % 3) + 1, ((index + 2) % 3) + 1];
            return BrokerAnswers.Partition(replicas, replicas, leader: replicas[0], index: index);
        })],
    };

    /// <summary>A broker that answers everything, and well.</summary>
    public static BrokerSurvey Broker(int id, string? rack = null) => new(id, new ServerEndPoint("127.0.0.1", 9090 + id), rack ?? $"rack{id}", fenced: false, isInMetadata: true)
    {
        Answers = true,
        RoundTripMs = id,
        Metadata = new MetadataResponse { Brokers = [.. new[] { 1, 2, 3 }.Select(other => new MetadataBroker { NodeId = other, Host = "127.0.0.1", Port = 9090 + other })] },
        Config = Defaults("3", "2", "false", "false"),
        LogDirs = new DescribeLogDirsResponse { Results = [new DescribeLogDirsResult { LogDir = $"/data{id}", TotalBytes = 1000, UsableBytes = 500 }] },
        Groups = new ListGroupsResponse(),
    };

    /// <summary>A broker that does not answer.</summary>
    public static BrokerSurvey Silent(int id, bool isInMetadata = true, bool? fenced = false, bool isRegistered = true) =>
        new(id, isRegistered ? new ServerEndPoint("127.0.0.1", 9090 + id) : null, isRegistered ? $"rack{id}" : null, fenced, isInMetadata) { Failure = isRegistered ? "It said nothing." : null };

    public static DescribeConfigsResult Defaults(string? factor, string? minIsr, string? unclean, string? autoCreate) => new()
    {
        Configs =
        [
            BrokerAnswers.Setting("default.replication.factor", factor),
            BrokerAnswers.Setting("min.insync.replicas", minIsr),
            BrokerAnswers.Setting("unclean.leader.election.enable", unclean),
            BrokerAnswers.Setting("auto.create.topics.enable", autoCreate),
        ],
    };

    public static DescribeQuorumResponse Quorate(int leader, params (int Id, long EndOffset, long CaughtUpAt)[] voters) => new()
    {
        Topics =
        [
            new DescribeQuorumTopic
            {
                Partitions =
                [
                    new DescribeQuorumPartition
                    {
                        LeaderId = leader,
                        CurrentVoters = [.. voters.Select(voter => new DescribeQuorumReplicaState { ReplicaId = voter.Id, LogEndOffset = voter.EndOffset, LastCaughtUpTimestamp = voter.CaughtUpAt })],
                    },
                ],
            },
        ],
    };

    public MetadataTopic Find(string name) => Topics.Single(topic => topic.Name == name);

    public SurveyBuilder With(BrokerSurvey broker)
    {
        Brokers.RemoveAll(other => other.Id == broker.Id);
        Brokers.Add(broker);
        return this;
    }

    /// <summary>A topic beside the catalog's, with a known <c>min.insync.replicas</c>.</summary>
    public SurveyBuilder With(MetadataTopic topic, string? minIsr = "2")
    {
        Topics.Add(topic);
        Configs.Add(new DescribeConfigsResult { ResourceName = topic.Name!, Configs = [BrokerAnswers.Setting("min.insync.replicas", minIsr)] });
        return this;
    }

    public SurveyBuilder Without(string topic, ErrorCode said)
    {
        Topics.RemoveAll(other => other.Name == topic);
        Configs.RemoveAll(other => other.ResourceName == topic);
        Missing.Add(new MetadataTopic { Name = topic, ErrorCode = said });
        return this;
    }

    /// <summary>What a user without any right gets to see.</summary>
    public SurveyBuilder ForAUserWithoutRights()
    {
        foreach (var topic in Topics.Select(topic => topic.Name!).ToList())
        {
            Without(topic, ErrorCode.TopicAuthorizationFailed);
        }

        foreach (var broker in Brokers)
        {
            broker.Config = new DescribeConfigsResult { ErrorCode = ErrorCode.ClusterAuthorizationFailed };
            broker.LogDirs = new DescribeLogDirsResponse { ErrorCode = ErrorCode.ClusterAuthorizationFailed };
        }

        Operations = 0;
        MayNotSeeInternalTopics = true;
        Quorum = new(new DescribeQuorumResponse { ErrorCode = ErrorCode.ClusterAuthorizationFailed }, null);
        Reassignments = new(new ListPartitionReassignmentsResponse { ErrorCode = ErrorCode.ClusterAuthorizationFailed }, null);
        return this;
    }

    public ClusterSurvey Build() => new()
    {
        ClusterId = "id",
        Brokers = [.. Brokers.OrderBy(broker => broker.Id)],
        Topics = Topics,
        MissingTopics = Missing,
        MayNotSeeInternalTopics = MayNotSeeInternalTopics,
        ClusterOperations = Operations,
        Quorum = Quorum,
        Reassignments = Reassignments,
        TopicConfigs = ConfigFailure is null ? new(new DescribeConfigsResponse { Results = [.. Configs] }, null) : new(null, ConfigFailure),
    };

    public KafkaClusterHealth Judge(HealthQuery? query = null) => ClusterHealthTest.Judge(Build(), query ?? new HealthQuery());

    /// <summary>What one check finds.</summary>
    public IReadOnlyList<HealthCheck> Run(string check, HealthQuery? query = null) => Judge((query ?? new HealthQuery()) with { Include = [check] }).Checks;

    /// <summary>What one check finds, where that is one thing.</summary>
    public HealthCheck Single(string check, HealthQuery? query = null) => Xunit.Assert.Single(Run(check, query));
}
