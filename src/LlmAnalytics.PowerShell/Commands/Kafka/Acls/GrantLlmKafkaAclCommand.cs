using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Acls;
using LlmAnalytics.PowerShell.Completion;
using LlmAnalytics.PowerShell.Errors;
using LlmAnalytics.PowerShell.Loading;

namespace LlmAnalytics.PowerShell.Commands.Kafka.Acls;

/// <summary>
/// Creates ACLs, all of them in one request: those of roles, ACLs of your own, or objects from the pipeline. Those that exist are left alone; those that Kafka
/// would accept and that would grant nothing are refused.
/// </summary>
[Cmdlet(VerbsSecurity.Grant, "LlmKafkaAcl", SupportsShouldProcess = true, DefaultParameterSetName = RoleSet)]
[OutputType(typeof(KafkaAclResult))]
public sealed class GrantLlmKafkaAclCommand : KafkaCommand
{
    private const string RoleSet = "Role";
    private const string CustomSet = "Custom";
    private const string AclSet = "Acl";
    private const string DefinitionSet = "Definition";
    private readonly List<KafkaAcl> _acls = [];

    /// <summary>Roles of the catalog; the standard set, Producer and Consumer, where none are given.</summary>
    [Parameter(Position = 0, ParameterSetName = RoleSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AclRoleCompleter))]
    public string[] Role { get; set; } = [];

    /// <summary>Who is granted to, as <c>User:name</c>. With a role it takes the place of the catalog's principal.</summary>
    [Parameter(ParameterSetName = RoleSet)]
    [Parameter(Mandatory = true, ParameterSetName = CustomSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = DefinitionSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LiveAclPrincipalCompleter))]
    public string[] Principal { get; set; } = [];

    /// <summary>The kind of the resource.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CustomSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AclResourceTypeCompleter))]
    public string ResourceType { get; set; } = "";

    /// <summary>Names of resources, or how they begin where the pattern type is Prefixed; the cluster has only one.</summary>
    [Parameter(ParameterSetName = CustomSet, ValueFromPipelineByPropertyName = true)]
    public string[] ResourceName { get; set; } = [];

    /// <summary><c>Literal</c> or <c>Prefixed</c>.</summary>
    [Parameter(ParameterSetName = CustomSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AclPatternTypeCompleter))]
    public string PatternType { get; set; } = "Literal";

    /// <summary>Operations.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CustomSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AclOperationCompleter))]
    public string[] Operation { get; set; } = [];

    /// <summary><c>Allow</c> or <c>Deny</c>.</summary>
    [Parameter(ParameterSetName = CustomSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AclPermissionCompleter))]
    public string Permission { get; set; } = "Allow";

    /// <summary>Clients' addresses; <c>*</c> for any.</summary>
    [Parameter(ParameterSetName = CustomSet, ValueFromPipelineByPropertyName = true)]
    public string[] HostName { get; set; } = ["*"];

    /// <summary>ACLs, as <c>Get-LlmKafkaAcl</c> writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AclSet, ValueFromPipeline = true)]
    public KafkaAcl[]? InputObject { get; set; }

    /// <summary>Roles, as <c>Get-LlmKafkaAclDefinition</c> writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefinitionSet, ValueFromPipeline = true)]
    public KafkaAclDefinition[]? Definition { get; set; }

    /// <summary>Creates also those ACLs that mean nothing. It answers no confirmation, and never skips -WhatIf.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override bool HasWork => _acls.Count > 0;

    /// <inheritdoc/>
    private protected override void Collect() => _acls.AddRange(ParameterSetName switch
    {
        CustomSet => Custom(),
        AclSet => InputObject!,
        DefinitionSet => Definition!.SelectMany(role => AclRoles.Acls(role, Principal)),
        _ => FromCatalog(EngineHost.Engine.Kafka.AclCatalog).SelectMany(role => AclRoles.Acls(role, Principal)),
    });

    /// <inheritdoc/>
    private protected override Task RunAsync(IKafkaCluster cluster, CancellationToken cancellationToken) =>
        PostAsync(cluster.Acls.GrantAsync(new AclGrant { Acls = _acls, Force = Force }, Caller, cancellationToken));

    private IEnumerable<KafkaAclDefinition> FromCatalog(IReadOnlyList<KafkaAclDefinition> catalog) => Role.Length == 0
        ? catalog.Where(role => role.Standard)
        : AclRoles.Find(catalog, Role, problem => WriteError(ErrorRecordFactory.Create(problem)));

    /// <summary>Every principal for every operation on every name from every address. An empty part is one that wasn't given: a CSV file leaves cells empty.</summary>
    private IEnumerable<KafkaAcl> Custom()
    {
        var resourceType = AclWords.ResourceTypes.Read(nameof(ResourceType), ResourceType);
        var patternType = AclWords.PatternTypes.Read(nameof(PatternType), PatternType is "" ? "Literal" : PatternType);
        var permission = AclWords.Permissions.Read(nameof(Permission), Permission is "" ? "Allow" : Permission);
        return
            from principal in Principal
            from name in AclParts.ResourceNames(resourceType, ResourceName)
            from operation in Operation
            from host in HostName.Where(host => host.Length > 0).DefaultIfEmpty("*")
            select new KafkaAcl
            {
                Principal = AclParts.Principal(principal),
                HostName = host,
                ResourceType = resourceType,
                ResourceName = name,
                PatternType = patternType,
                Operation = AclWords.Operations.Read(nameof(Operation), operation),
                Permission = permission,
            };
    }
}
