using LlmAnalytics.Infra.Kafka.Topics;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>
/// Names in filters of ACLs. Unlike a topic's, the name in an ACL may hold the wildcards' own characters, <c>*</c> above all: there a backtick before one takes its
/// meaning away, as in PowerShell, or brackets around it.
/// </summary>
internal static class AclNames
{
    public static bool IsPattern(string name) => TopicNames.IsPattern(name);

    /// <summary>A test for a name: a pattern ignores case, as in PowerShell; a name without wildcards doesn't, as in Kafka.</summary>
    public static Func<string, bool> Matcher(string name) => IsPattern(name)
        ? TopicNames.Matcher(name.Replace("`*", "[*]", StringComparison.Ordinal).Replace("`?", "[?]", StringComparison.Ordinal).Replace("`[", "[[]", StringComparison.Ordinal))
        : other => other == name;
}
