using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Acls;
using LlmAnalytics.PowerShell.Completion;

namespace LlmAnalytics.PowerShell.Commands.Kafka.Acls;

/// <summary>A command that chooses ACLs by their parts. Every part given must match; of several values of a part any one.</summary>
public abstract class AclFilterCommand : KafkaCommand
{
    /// <summary>The parameter set of the filter.</summary>
    internal const string FilterSet = "Filter";

    private protected AclFilterCommand()
    {
    }

    /// <summary>Principals, with wildcards.</summary>
    [Parameter(Position = 0, ParameterSetName = FilterSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LiveAclPrincipalCompleter))]
    public virtual string[] Principal { get; set; } = [];

    /// <summary>Kinds of resources, with wildcards.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AclResourceTypeCompleter))]
    public string[] ResourceType { get; set; } = [];

    /// <summary>The names that ACLs are written with, with wildcards.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LiveAclResourceCompleter))]
    public string[] ResourceName { get; set; } = [];

    /// <summary>Kinds of patterns.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AclPatternTypeCompleter))]
    public string[] PatternType { get; set; } = [];

    /// <summary>Operations, with wildcards.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AclOperationCompleter))]
    public string[] Operation { get; set; } = [];

    /// <summary>Permissions.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AclPermissionCompleter))]
    public string[] Permission { get; set; } = [];

    /// <summary>Addresses, with wildcards.</summary>
    [Parameter(ParameterSetName = FilterSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] HostName { get; set; } = [];

    /// <summary>What the parameters say.</summary>
    /// <exception cref="ProblemException">A principal or a word can't be one.</exception>
    private protected AclFilter ReadFilter() => new()
    {
        Principals = [.. Principal.Select(AclParts.PrincipalPattern)],
        HostNames = HostName,
        ResourceTypes = AclWords.ResourceTypes.Match(nameof(ResourceType), ResourceType),
        ResourceNames = ResourceName,
        PatternTypes = AclWords.PatternTypes.Match(nameof(PatternType), PatternType),
        Operations = AclWords.Operations.Match(nameof(Operation), Operation),
        Permissions = AclWords.Permissions.Match(nameof(Permission), Permission),
    };
}
