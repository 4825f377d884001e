namespace LlmAnalytics.Engine;

/// <summary>
/// The ACLs of a cluster. Results stream as they are known; an ACL that fails is reported through <see cref="IOperation.Report"/> and yields nothing.
/// Every method throws <see cref="ProblemException"/> where nothing further can succeed: no authorizer, no right.
/// </summary>
public interface IKafkaAcls
{
    /// <summary>Reads ACLs.</summary>
    IAsyncEnumerable<KafkaAcl> GetAsync(AclFilter filter, IOperation operation, CancellationToken cancellationToken);

    /// <summary>Creates those ACLs that don't exist, in one request.</summary>
    IAsyncEnumerable<KafkaAclResult> GrantAsync(AclGrant grant, IOperation operation, CancellationToken cancellationToken);

    /// <summary>Removes ACLs.</summary>
    IAsyncEnumerable<KafkaAclResult> RevokeAsync(AclRevocation revocation, IOperation operation, CancellationToken cancellationToken);

    /// <summary>Decides a question as the brokers' authorizer would, and says by which rule.</summary>
    Task<KafkaAclVerdict> ExplainAsync(AclQuestion question, IOperation operation, CancellationToken cancellationToken);

    /// <summary>Looks at all ACLs and gives a verdict. No authorizer and no right to read are verdicts too (<see cref="AclChecks.Authorizer"/>), not exceptions.</summary>
    Task<KafkaAclHealth> TestAsync(AclHealthQuery query, IOperation operation, CancellationToken cancellationToken);
}

/// <summary>Which ACLs are meant. Every list that isn't empty must hold a value, or a pattern, that the ACL's part matches.</summary>
public sealed record AclFilter
{
    /// <summary>Principals, with the wildcards <c>*</c>, <c>?</c> and <c>[...]</c>; <c>User:*</c> matches every user's ACLs, those for everybody included.</summary>
    public IReadOnlyList<string> Principals { get; init; } = [];

    /// <summary>Addresses, with wildcards.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>Kinds of resources, by the words of <see cref="KafkaAcl.ResourceType"/>.</summary>
    public IReadOnlyList<string> ResourceTypes { get; init; } = [];

    /// <summary>The names that ACLs are written with, with wildcards; where <see cref="Effective"/>, names of resources without wildcards.</summary>
    public IReadOnlyList<string> ResourceNames { get; init; } = [];

    /// <summary>Kinds of patterns.</summary>
    public IReadOnlyList<string> PatternTypes { get; init; } = [];

    /// <summary>Operations.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>Permissions.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>
    /// The parts name who asks for what on which resource, and the ACLs that apply to it are meant: literal, prefixed, for every name, for every host,
    /// for everybody, for all operations.
    /// </summary>
    public bool Effective { get; init; }

    /// <summary>True where every ACL matches.</summary>
    public bool IsEmpty =>
        Principals.Count + HostNames.Count + ResourceTypes.Count + ResourceNames.Count + PatternTypes.Count + Operations.Count + Permissions.Count == 0;
}

/// <summary>Which ACLs to create.</summary>
public sealed record AclGrant
{
    /// <summary>The ACLs; a <see cref="KafkaAclResult"/> among them hands its role on to the result.</summary>
    public required IReadOnlyList<KafkaAcl> Acls { get; init; }

    /// <summary>Create also those that mean nothing.</summary>
    public bool Force { get; init; }
}

/// <summary>Which ACLs to remove: those given, and those that the filter matches.</summary>
public sealed record AclRevocation
{
    /// <summary>ACLs by all their parts. One that doesn't exist is unchanged.</summary>
    public IReadOnlyList<KafkaAcl> Acls { get; init; } = [];

    /// <summary>What else to remove; null for nothing.</summary>
    public AclFilter? Filter { get; init; }

    /// <summary>Remove also where the filter matches everything there is. One that names a principal or a resource without wildcards doesn't need it.</summary>
    public bool Force { get; init; }
}

/// <summary>A question to the authorizer.</summary>
public sealed record AclQuestion
{
    /// <summary>Who: <c>User:name</c>.</summary>
    public required string Principal { get; init; }

    /// <summary>What, by the words of <see cref="KafkaAcl.Operation"/>, <c>All</c> excepted.</summary>
    public required string Operation { get; init; }

    /// <summary>On what kind of resource.</summary>
    public required string ResourceType { get; init; }

    /// <summary>On which one, by its name.</summary>
    public required string ResourceName { get; init; }

    /// <summary>From which address; null for any.</summary>
    public string? HostName { get; init; }
}

/// <summary>What to test of the ACLs.</summary>
public sealed record AclHealthQuery
{
    /// <summary>The checks to make, by <see cref="AclChecks"/>; empty for all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>The checks to leave out.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];
}
