namespace LlmAnalytics;

/// <summary>A role of the catalog: the ACLs that one kind of application needs.</summary>
public sealed record KafkaAclDefinition
{
    /// <summary>The role's name.</summary>
    public required string Role { get; init; }

    /// <summary>The principal that the catalog gives the role to, <c>User:name</c>.</summary>
    public required string Principal { get; init; }

    /// <summary>What the role is for.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the role belongs to the standard set, which is granted where no role is named.</summary>
    public bool Standard { get; init; }

    /// <summary>The number of ACLs.</summary>
    public int AclCount => Acls.Count;

    /// <summary>The ACLs, in the catalog's order.</summary>
    public required IReadOnlyList<KafkaAcl> Acls { get; init; }

    /// <summary>The same role for another principal.</summary>
    /// <param name="principal"><c>User:name</c>.</param>
    public KafkaAclDefinition WithPrincipal(string principal) =>
        this with { Principal = principal, Acls = [.. Acls.Select(acl => acl with { Principal = principal })] };
}
