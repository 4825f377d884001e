namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>What an ACL is about, by Kafka's numbers.</summary>
public enum AclResourceType : sbyte
{
    /// <summary>None of the others: a kind of a newer Kafka.</summary>
    Unknown = 0,

    /// <summary>In filters: whichever.</summary>
    Any = 1,

    /// <summary>A topic.</summary>
    Topic = 2,

    /// <summary>A group.</summary>
    Group = 3,

    /// <summary>The cluster, whose name is always <c>kafka-cluster</c>.</summary>
    Cluster = 4,

    /// <summary>A transactional id.</summary>
    TransactionalId = 5,

    /// <summary>A delegation token, by its id.</summary>
    DelegationToken = 6,

    /// <summary>A user, by its principal (<c>User:name</c>). Since version 3 of the requests.</summary>
    User = 7,
}
