namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>What ACLs say to a question.</summary>
/// <param name="Rule">As in <see cref="KafkaAclVerdict.Rule"/>, <c>SuperUser</c> apart.</param>
/// <param name="Matches">Every ACL that matches the question, the deciding one first.</param>
internal sealed record AclDecision(string Rule, IReadOnlyList<KafkaAcl> Matches)
{
    /// <summary>Whether an ACL allows it; where there is none, that is the brokers' setting to say.</summary>
    public bool Allowed => Rule is "Allow" or "ImpliedAllow";

    /// <summary>
    /// Decides as Kafka's authorizer does: a denial wins, whatever is allowed besides; then a grant of the operation, of all, or of one that implies it; else denied where any
    /// ACL is on the resource, whoever's. Source: <c>StandardAuthorizerData.findAclRule</c>.
    /// </summary>
    /// <param name="acls">All ACLs on the kind of resource.</param>
    /// <param name="principal">Who asks.</param>
    /// <param name="operation">For what.</param>
    /// <param name="resourceType">On what kind of resource.</param>
    /// <param name="resourceName">On which one.</param>
    /// <param name="host">From where; null for any: then a grant must hold everywhere, and a denial anywhere counts.</param>
    public static AclDecision Make(IEnumerable<KafkaAcl> acls, string principal, string operation, string resourceType, string resourceName, string? host)
    {
        var onResource = acls.Where(acl => acl.ResourceType == resourceType && AclMatching.AppliesToName(acl, resourceName)).ToList();
        var matching = onResource.Where(acl =>
            AclMatching.AppliesToPrincipal(acl, principal)
            && (host is null ? !acl.Allows() || acl.HostName == AclWords.Any : AclMatching.AppliesToHost(acl, host))
            && AclRules.DecidesOn(acl.Operation, acl.Allows(), operation)).OrderBy(acl => Rank(acl, operation)).ToList();
        var rule = matching switch
        {
            [] => onResource.Count == 0 ? "NoAcls" : "NoMatch",
            [var first, ..] => !first.Allows() ? "Deny" : IsDirect(first, operation) ? "Allow" : "ImpliedAllow",
        };
        return new AclDecision(rule, matching);
    }

    private static int Rank(KafkaAcl acl, string operation) => !acl.Allows() ? 0 : IsDirect(acl, operation) ? 1 : 2;

    private static bool IsDirect(KafkaAcl acl, string operation) => acl.Operation == operation || acl.Operation == "All";
}
