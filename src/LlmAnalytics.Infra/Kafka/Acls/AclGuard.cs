using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Problems;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>Looks at an ACL before it is created: brokers accept nearly everything, and what they accept may grant nothing.</summary>
internal static class AclGuard
{
    /// <summary>What is wrong with an ACL; null where nothing is.</summary>
    /// <param name="given">The ACL.</param>
    /// <param name="force">Whether the operator insists on what a broker accepts though it means nothing.</param>
    public static Problem? Check(KafkaAcl given, bool force)
    {
        try
        {
            var acl = AclWords.Normalize(given);
            return AclPrincipals.Check(acl.Principal, force)
                ?? Empty(acl)
                ?? (force || AclSense.Find(acl) is not var (why, form) ? null : AclProblems.Meaningless(acl, why, form));
        }
        catch (ProblemException e)
        {
            return e.Problem; // a word that Kafka doesn't have
        }
    }

    private static Problem? Empty(KafkaAcl acl) =>
        acl.ResourceName.Length == 0 ? AclProblems.Invalid(acl.ToString(), "An ACL needs the name of a resource.", "Name the resource; a literal '*' means every one.")
        : acl.HostName.Length == 0 ? AclProblems.Invalid(acl.ToString(), "An ACL needs a client's address.", "Give an IP address; '*' means every one.")
        : null;
}
