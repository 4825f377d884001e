using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Problems;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>The form of principals.</summary>
internal static class AclPrincipals
{
    private const string Prefix = "User:";

    /// <summary>What is wrong with a principal; null where nothing is.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="force">Whether the operator insists on what a broker accepts: another kind than <c>User</c>, which brokers with a principal builder of their own may have.</param>
    public static Problem? Check(string principal, bool force)
    {
        var colon = principal.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            return AclProblems.BadPrincipal(principal, "its kind is missing", $"Write '{Prefix}{principal.TrimStart(':')}'.");
        }

        if (colon == principal.Length - 1)
        {
            return AclProblems.BadPrincipal(principal, "its name is missing", $"Write '{Prefix}' and the name; '{AclWords.Everybody}' for everybody.");
        }

        return force || Unlikely(principal, colon) is not var (why, form) ? null : AclProblems.BadPrincipal(principal, why, form);
    }

    /// <summary>Why no client has this principal, and what to write instead; null where one may have it.</summary>
    public static (string Why, string Form)? Unlikely(string principal) => Unlikely(principal, principal.IndexOf(':', StringComparison.Ordinal));

    private static (string Why, string Form)? Unlikely(string principal, int colon)
    {
        var name = principal[(colon + 1)..];
        if (!principal.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return ($"Kafka's own principals are of the kind 'User' and no other ('{principal[..Math.Max(colon, 0)]}')",
                $"Write '{Prefix}{name}', or insist with -Force where the brokers have a principal builder of their own.");
        }

        if (name != name.Trim())
        {
            return ("it begins or ends with a space", $"Write '{Prefix}{name.Trim()}'.");
        }

        return name.Length > 1 && name.Contains('*', StringComparison.Ordinal)
            ? ("Kafka knows no wildcard in a principal", $"Name each principal; '{AclWords.Everybody}' means everybody.")
            : null;
    }
}
