using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Errors;

namespace LlmAnalytics.PowerShell.Acls;

/// <summary>The parts of an ACL that are free text: principals and names of resources.</summary>
internal static class AclParts
{
    private const string UserType = "User";

    /// <summary>The only name that a resource of the type Cluster has.</summary>
    private const string ClusterName = "kafka-cluster";

    /// <summary>The principal as it was given, where it has Kafka's form.</summary>
    /// <remarks>Types other than User come from principal builders of one's own. A User written in another case is a principal that no client ever has.</remarks>
    /// <exception cref="ProblemException">It is no <c>User:name</c>: Kafka would take an ACL for it, and it would hold for nobody.</exception>
    public static string Principal(string principal)
    {
        var colon = principal.IndexOf(':', StringComparison.Ordinal);
        var type = colon < 0 ? "" : principal[..colon];
        var miswritten = type != UserType && string.Equals(type.Trim(), UserType, StringComparison.OrdinalIgnoreCase);
        if (colon <= 0 || colon == principal.Length - 1 || miswritten)
        {
            throw new ProblemException(CommandProblems.PrincipalInvalid(principal, $"{UserType}:{(colon < 0 || miswritten ? principal[(colon + 1)..].Trim() : "name")}"));
        }

        return principal;
    }

    /// <summary>A principal, or a pattern for some.</summary>
    /// <exception cref="ProblemException">It is neither.</exception>
    public static string PrincipalPattern(string text) => WildcardPattern.ContainsWildcardCharacters(text) ? text : Principal(text);

    /// <summary>The names given, empty ones left out; the cluster's own where none is given and none is needed.</summary>
    /// <exception cref="ProblemException">A name is needed.</exception>
    public static IReadOnlyList<string> ResourceNames(string resourceType, IEnumerable<string> given)
    {
        List<string> names = [.. given.Where(name => name.Length > 0)];
        return names.Count > 0 ? names : resourceType == "Cluster" ? [ClusterName] : throw new ProblemException(CommandProblems.ResourceNameMissing(resourceType));
    }
}
