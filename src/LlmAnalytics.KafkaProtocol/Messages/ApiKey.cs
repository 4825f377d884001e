namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>The requests of the protocol that this library knows, by Kafka's numbers.</summary>
public enum ApiKey : short
{
    /// <summary>Appends records to partitions.</summary>
    Produce = 0,

    /// <summary>Reads records from partitions.</summary>
    Fetch = 1,

    /// <summary>Offsets of partitions: earliest, latest, by time.</summary>
    ListOffsets = 2,

    /// <summary>Brokers, topics and partitions.</summary>
    Metadata = 3,

    /// <summary>Stores a group's offsets.</summary>
    OffsetCommit = 8,

    /// <summary>Committed offsets of groups.</summary>
    OffsetFetch = 9,

    /// <summary>Which broker coordinates a group.</summary>
    FindCoordinator = 10,

    /// <summary>Joins a group.</summary>
    JoinGroup = 11,

    /// <summary>Tells that a member of a group is alive.</summary>
    Heartbeat = 12,

    /// <summary>Leaves a group.</summary>
    LeaveGroup = 13,

    /// <summary>A member's assignment.</summary>
    SyncGroup = 14,

    /// <summary>Groups and their members.</summary>
    DescribeGroups = 15,

    /// <summary>The groups that a broker coordinates.</summary>
    ListGroups = 16,

    /// <summary>Which SASL mechanism the client wants to use.</summary>
    SaslHandshake = 17,

    /// <summary>Which requests, in which versions, a broker speaks.</summary>
    ApiVersions = 18,

    /// <summary>Creates topics.</summary>
    CreateTopics = 19,

    /// <summary>Deletes topics.</summary>
    DeleteTopics = 20,

    /// <summary>A producer's id.</summary>
    InitProducerId = 22,

    /// <summary>Where the records of a leader end.</summary>
    OffsetForLeaderEpoch = 23,

    /// <summary>Access control lists.</summary>
    DescribeAcls = 29,

    /// <summary>Creates access control lists.</summary>
    CreateAcls = 30,

    /// <summary>Deletes access control lists.</summary>
    DeleteAcls = 31,

    /// <summary>Settings of topics and brokers.</summary>
    DescribeConfigs = 32,

    /// <summary>Log directories and what lies in them.</summary>
    DescribeLogDirs = 35,

    /// <summary>One round of a SASL exchange.</summary>
    SaslAuthenticate = 36,

    /// <summary>Raises the number of partitions of topics.</summary>
    CreatePartitions = 37,

    /// <summary>Changes single settings of topics and brokers.</summary>
    IncrementalAlterConfigs = 44,

    /// <summary>Reassignments of partitions in progress.</summary>
    ListPartitionReassignments = 46,

    /// <summary>The controllers' quorum: leader, voters, observers.</summary>
    DescribeQuorum = 55,

    /// <summary>The cluster's brokers, fenced ones included.</summary>
    DescribeCluster = 60,

    /// <summary>Partitions of topics, a page at a time.</summary>
    DescribeTopicPartitions = 75,
}
