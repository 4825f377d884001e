namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>The denials among ACLs, and what they take from a grant.</summary>
internal sealed class AclShadows(IEnumerable<KafkaAcl> acls)
{
    private readonly List<KafkaAcl> _denials = [.. acls.Where(acl => acl.Permission == "Deny").Distinct()];

    /// <summary>A denial that makes a grant void wherever it holds; null where none does.</summary>
    public KafkaAcl? Voiding(KafkaAcl grant) =>
        grant.Allows() ? _denials.Find(denial => (denial.Operation == "All" || denial.Operation == grant.Operation) && AclMatching.CoversPlace(denial, grant)) : null;

    /// <summary>What the operator should know of a grant: that denials win over it, wholly or in part.</summary>
    public IReadOnlyList<string> WarningsFor(KafkaAcl grant)
    {
        if (!grant.Allows())
        {
            return [];
        }

        return Voiding(grant) is { } voiding
            ? [$"it is void: '{voiding}' wins over it."]
            : [.. _denials.Where(denial => Touches(denial, grant)).Select(denial => $"\"{denial}\" wins over a part of it.")];
    }

    private static bool Touches(KafkaAcl denial, KafkaAcl grant) =>
        (denial.Operation == "All" || AclRules.DecidesOn(grant.Operation, allows: true, denial.Operation)) && AclMatching.OverlapsPlace(denial, grant);
}
