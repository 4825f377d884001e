namespace LlmAnalytics;

/// <summary>Whether a principal may do something, and which rule of the brokers' authorizer says so.</summary>
public sealed record KafkaAclVerdict
{
    /// <summary>The principal asked about.</summary>
    public required string Principal { get; init; }

    /// <summary>The operation asked about.</summary>
    public required string Operation { get; init; }

    /// <summary>The kind of the resource asked about.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The resource asked about, by its name.</summary>
    public required string ResourceName { get; init; }

    /// <summary>The client's address asked about; <c>*</c> where none was given: then only ACLs for every host count as granting, and every denial as denying.</summary>
    public required string HostName { get; init; }

    /// <summary>Whether it is allowed.</summary>
    public required bool Allowed { get; init; }

    /// <summary>
    /// <c>Deny</c> (an ACL denies it), <c>Allow</c> (an ACL grants it), <c>ImpliedAllow</c> (a grant of another operation implies it), <c>NoMatch</c> (other
    /// ACLs are on the resource, none grants it), <c>NoAcls</c> (no ACL is on the resource: the brokers' <c>allow.everyone.if.no.acl.found</c> decides),
    /// <c>SuperUser</c> (the brokers' <c>super.users</c> names the principal).
    /// </summary>
    public required string Rule { get; init; }

    /// <summary>The ACL that decides, in one line; null where none does.</summary>
    public string? Acl { get; init; }

    /// <summary>Why, in one or two sentences, with what clients can't know said as such.</summary>
    public required string Message { get; init; }

    /// <summary>The command that would change the answer; null where nobody needs one.</summary>
    public string? Remedy { get; init; }

    /// <summary>Every ACL that matches the question, the deciding one first.</summary>
    public IReadOnlyList<KafkaAcl> Matches { get; init; } = [];
}
