namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>How the name in an ACL is compared with a resource's, by Kafka's numbers.</summary>
public enum AclPatternType : sbyte
{
    /// <summary>None of the others.</summary>
    Unknown = 0,

    /// <summary>In filters: whichever, by the name that the ACL is written with.</summary>
    Any = 1,

    /// <summary>In filters: those that apply to a resource of the name, whichever their own name is.</summary>
    Match = 2,

    /// <summary>The name itself; <c>*</c> alone for every resource.</summary>
    Literal = 3,

    /// <summary>What the name begins with.</summary>
    Prefixed = 4,
}
