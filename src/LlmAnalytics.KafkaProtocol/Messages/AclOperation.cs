namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>What an ACL allows or denies, by Kafka's numbers. They are also the bits of the "authorized operations" that brokers tell a user of.</summary>
public enum AclOperation : sbyte
{
    /// <summary>None of the others: an operation of a newer Kafka.</summary>
    Unknown = 0,

    /// <summary>In filters: whichever.</summary>
    Any = 1,

    /// <summary>Every operation that the resource has.</summary>
    All = 2,

    /// <summary>Consume; for groups: join, commit.</summary>
    Read = 3,

    /// <summary>Produce.</summary>
    Write = 4,

    /// <summary>Create.</summary>
    Create = 5,

    /// <summary>Delete.</summary>
    Delete = 6,

    /// <summary>Change.</summary>
    Alter = 7,

    /// <summary>See.</summary>
    Describe = 8,

    /// <summary>What brokers do among themselves.</summary>
    ClusterAction = 9,

    /// <summary>See settings.</summary>
    DescribeConfigs = 10,

    /// <summary>Change settings.</summary>
    AlterConfigs = 11,

    /// <summary>Produce idempotently; since Kafka 3.0 any right to write is enough.</summary>
    IdempotentWrite = 12,

    /// <summary>Create delegation tokens for another user.</summary>
    CreateTokens = 13,

    /// <summary>See delegation tokens of another user.</summary>
    DescribeTokens = 14,

    /// <summary>Take part in two-phase commit.</summary>
    TwoPhaseCommit = 15,
}
