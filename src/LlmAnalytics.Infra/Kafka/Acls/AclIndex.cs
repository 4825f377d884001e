namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>All ACLs by what they are about, so that those that cover one are found without looking at every other.</summary>
internal sealed class AclIndex
{
    private static readonly List<KafkaAcl> None = [];

    private readonly Dictionary<(string ResourceType, string PatternType, string ResourceName, string Principal), List<KafkaAcl>> _byPlace = [];
    private readonly bool _hasDenials;
    private readonly bool _hasEverybody;

    public AclIndex(IReadOnlyList<KafkaAcl> acls)
    {
        Acls = acls;
        _hasDenials = acls.Any(acl => !acl.Allows());
        _hasEverybody = acls.Any(acl => acl.Principal == AclWords.Everybody);
        foreach (var acl in acls)
        {
            var key = (acl.ResourceType, acl.PatternType, acl.ResourceName, acl.Principal);
            if (!_byPlace.TryGetValue(key, out var list))
            {
                _byPlace[key] = list = [];
            }

            list.Add(acl);
        }
    }

    public IReadOnlyList<KafkaAcl> Acls { get; }

    /// <summary>The ACLs that hold wherever one does, of the same permission and of its operation or all; itself among them if it is there.</summary>
    public IEnumerable<KafkaAcl> Covering(KafkaAcl acl) => Covering(acl, acl.Permission);

    /// <summary>A denial that makes a grant void; null where none does.</summary>
    public KafkaAcl? Voiding(KafkaAcl grant) => _hasDenials && grant.Allows() ? Covering(grant, "Deny").FirstOrDefault() : null;

    private IEnumerable<KafkaAcl> Covering(KafkaAcl acl, string permission) =>
        from principal in _hasEverybody && acl.Principal != AclWords.Everybody ? new[] { acl.Principal, AclWords.Everybody } : [acl.Principal]
        from place in Places(acl)
        from other in _byPlace.GetValueOrDefault((acl.ResourceType, place.PatternType, place.Name, principal), None)
        where other.Permission == permission && (other.Operation == "All" || other.Operation == acl.Operation) && AclMatching.AppliesToHost(other, acl.HostName)
        select other;

    private static IEnumerable<(string PatternType, string Name)> Places(KafkaAcl acl)
    {
        yield return ("Literal", AclWords.Any);
        if (acl.IsWildcard())
        {
            yield break;
        }

        if (!acl.IsPrefixed())
        {
            yield return ("Literal", acl.ResourceName);
        }

        for (var length = 1; length <= acl.ResourceName.Length; length++)
        {
            yield return ("Prefixed", acl.ResourceName[..length]);
        }
    }
}
