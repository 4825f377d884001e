using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>
/// A filter, ready to be applied: what the broker can look for is asked of it, the rest (wildcards, several values, what is effective) is looked at here.
/// </summary>
internal sealed class AclSelection
{
    private readonly AclFilter _filter;
    private readonly List<string> _resourceTypes;
    private readonly List<string> _patternTypes;
    private readonly List<string> _operations;
    private readonly List<string> _permissions;
    private readonly List<Func<string, bool>> _principals;
    private readonly List<Func<string, bool>> _hosts;
    private readonly List<Func<string, bool>> _names;

    /// <exception cref="ProblemException">A word is not one of Kafka's, or a wildcard stands where a resource's own name must.</exception>
    public AclSelection(AclFilter filter)
    {
        _filter = filter;
        _resourceTypes = [.. filter.ResourceTypes.Select(word => AclWords.ResourceType(word).ToString())];
        _patternTypes = [.. filter.PatternTypes.Select(word => AclWords.PatternType(word).ToString())];
        _operations = [.. filter.Operations.Select(word => AclWords.Operation(word).ToString())];
        _permissions = [.. filter.Permissions.Select(word => AclWords.Permission(word).ToString())];
        _principals = [.. filter.Principals.Select(AclNames.Matcher)];
        _hosts = [.. filter.HostNames.Select(AclNames.Matcher)];
        _names = [.. filter.ResourceNames.Select(AclNames.Matcher)];
        if (filter.Effective && filter.ResourceNames.FirstOrDefault(AclNames.IsPattern) is { } pattern)
        {
            throw new ProblemException(AclProblems.Invalid(pattern, $"'{pattern}' holds a wildcard: what is effective can be told of a resource by its own name only.",
                "Name the resource as it is called, or leave -Effective out."));
        }
    }

    /// <summary>Whether a principal or a resource is named, without wildcards: such a filter doesn't mean everything there is, even where it matches that.</summary>
    public bool NamesSomething => IsConcrete(_filter.Principals) || IsConcrete(_filter.ResourceNames);

    /// <summary>The request that finds every ACL that matches, and as few others as the broker can tell apart.</summary>
    public DescribeAclsRequest ToRequest()
    {
        var request = new DescribeAclsRequest();
        if (_resourceTypes.Count == 1)
        {
            request.ResourceTypeFilter = AclWords.ResourceType(_resourceTypes[0]);
        }

        if (_permissions.Count == 1)
        {
            request.PermissionType = AclWords.Permission(_permissions[0]);
        }

        if (Only(_filter.ResourceNames) is { } name)
        {
            request.ResourceNameFilter = name;
        }

        if (_filter.Effective)
        {
            // The broker knows what applies to a name; principals, hosts and operations it compares as they are written.
            request.PatternTypeFilter = request.ResourceNameFilter is null ? AclPatternType.Any : AclPatternType.Match;
            return request;
        }

        request.PatternTypeFilter = _patternTypes.Count == 1 ? AclWords.PatternType(_patternTypes[0]) : AclPatternType.Any;
        request.PrincipalFilter = Only(_filter.Principals);
        request.HostFilter = Only(_filter.HostNames);
        request.Operation = _operations.Count == 1 ? AclWords.Operation(_operations[0]) : AclOperation.Any;
        return request;
    }

    public bool Matches(KafkaAcl acl) =>
        IsAmong(_resourceTypes, acl.ResourceType) && IsAmong(_patternTypes, acl.PatternType) && IsAmong(_permissions, acl.Permission)
        && (_filter.Effective ? IsEffective(acl) : IsWritten(acl));

    private bool IsWritten(KafkaAcl acl) =>
        IsAmong(_operations, acl.Operation) && Matches(_principals, acl.Principal) && Matches(_hosts, acl.HostName) && Matches(_names, acl.ResourceName);

    private bool IsEffective(KafkaAcl acl) =>
        (_operations.Count == 0 || _operations.Exists(operation => AclRules.DecidesOn(acl.Operation, acl.Allows(), operation)))
        && (_principals.Count == 0 || acl.Principal == AclWords.Everybody || Matches(_principals, acl.Principal))
        && (_hosts.Count == 0 || acl.HostName == AclWords.Any || Matches(_hosts, acl.HostName))
        && (_names.Count == 0 || _filter.ResourceNames.Any(name => AclMatching.AppliesToName(acl, name)));

    private static bool IsAmong(List<string> words, string word) => words.Count == 0 || words.Contains(word);

    private static bool Matches(List<Func<string, bool>> matchers, string value) => matchers.Count == 0 || matchers.Exists(matches => matches(value));

    private static string? Only(IReadOnlyList<string> values) => values is [var value] && !AclNames.IsPattern(value) ? value : null;

    private static bool IsConcrete(IReadOnlyList<string> values) => values.Count > 0 && !values.Any(AclNames.IsPattern);
}
