namespace LlmAnalytics.Engine;

public static partial class ErrorIds
{
    /// <summary>The brokers have no authorizer: ACLs can be neither read nor written, and everybody may do everything.</summary>
    public const string AclAuthorizerDisabled = nameof(AclAuthorizerDisabled);

    /// <summary>A principal is not of the form <c>User:name</c>.</summary>
    public const string AclPrincipalInvalid = nameof(AclPrincipalInvalid);

    /// <summary>An ACL that Kafka accepts and that grants nothing, or not what it seems to; the message holds the right form.</summary>
    public const string AclMeaningless = nameof(AclMeaningless);

    /// <summary>A part of an ACL can't be used: a combination, a name, a word that Kafka doesn't have.</summary>
    public const string AclInvalid = nameof(AclInvalid);

    /// <summary>A removal would match every ACL, and nobody insisted.</summary>
    public const string AclFilterTooBroad = nameof(AclFilterTooBroad);

    /// <summary>The catalog has no role of that name.</summary>
    public const string AclRoleNotFound = nameof(AclRoleNotFound);
}
