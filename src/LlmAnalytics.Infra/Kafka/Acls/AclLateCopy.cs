using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>
/// Warns of a write that may be carried out a second time, later. With topics that is told from a first; an ACL that was created, revoked, and created again by a copy that a
/// broker held on to would be a right that nobody knows of.
/// </summary>
internal static class AclLateCopy
{
    /// <summary>The warning, which the operation got too; none where every copy was answered.</summary>
    /// <param name="writer">Who sent the write.</param>
    /// <param name="request">The write.</param>
    /// <param name="contrary">What would undo it.</param>
    /// <param name="operation">Where the warning goes.</param>
    public static IReadOnlyList<string> Warn(ClusterWriter writer, string request, string contrary, IOperation operation)
    {
        if (!writer.MayArriveAgain)
        {
            return [];
        }

        var warning = $"A copy of {request} is with a broker that didn't answer, and may be carried out when that one or its controller wakes, within 30 s as a rule. "
            + $"Look with Get-LlmKafkaAcl again after a {contrary} of the same ACLs meanwhile.";
        operation.Warn(warning);
        return [warning];
    }
}
