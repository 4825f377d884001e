namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Whether an ACL allows or denies, by Kafka's numbers.</summary>
public enum AclPermissionType : sbyte
{
    /// <summary>None of the others.</summary>
    Unknown = 0,

    /// <summary>In filters: whichever.</summary>
    Any = 1,

    /// <summary>Denies, whatever others allow.</summary>
    Deny = 2,

    /// <summary>Allows.</summary>
    Allow = 3,
}
