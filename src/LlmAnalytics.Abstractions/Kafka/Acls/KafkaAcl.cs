namespace LlmAnalytics;

/// <summary>
/// One ACL of a Kafka cluster: who may, or may not, do what on which resources. The words are those of Kafka's documentation in PascalCase; two ACLs are
/// the same when all their parts are.
/// </summary>
public record KafkaAcl
{
    /// <summary>The principal, <c>User:name</c>; <c>User:*</c> for everybody.</summary>
    public required string Principal { get; init; }

    /// <summary>The client's address; <c>*</c> for any. Kafka compares addresses as text and knows neither host names nor networks here.</summary>
    public string HostName { get; init; } = "*";

    /// <summary><c>Topic</c>, <c>Group</c>, <c>Cluster</c>, <c>TransactionalId</c>, <c>DelegationToken</c> or <c>User</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The resource's name, or its beginning where the pattern is <c>Prefixed</c>; a literal <c>*</c> for every one; <c>kafka-cluster</c> for the cluster.</summary>
    public required string ResourceName { get; init; }

    /// <summary><c>Literal</c> or <c>Prefixed</c>.</summary>
    public string PatternType { get; init; } = "Literal";

    /// <summary>
    /// <c>All</c>, <c>Read</c>, <c>Write</c>, <c>Create</c>, <c>Delete</c>, <c>Alter</c>, <c>Describe</c>, <c>ClusterAction</c>, <c>DescribeConfigs</c>,
    /// <c>AlterConfigs</c>, <c>IdempotentWrite</c>, <c>CreateTokens</c>, <c>DescribeTokens</c> or <c>TwoPhaseCommit</c>.
    /// </summary>
    public required string Operation { get; init; }

    /// <summary><c>Allow</c> or <c>Deny</c>. A denial wins over every grant.</summary>
    public string Permission { get; init; } = "Allow";

    /// <summary>The ACL in one line: <c>Allow Write on Topic prefixed 'llm-' to User:alice from *</c>.</summary>
    public sealed override string ToString() =>
        $"{Permission} {Operation} on {ResourceType} {(PatternType == "Prefixed" ? "prefixed " : "")}'{ResourceName}' to {Principal} from {HostName}";
}
