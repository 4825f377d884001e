using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Acls;
using LlmAnalytics.PowerShell.Completion;
using LlmAnalytics.PowerShell.Errors;
using LlmAnalytics.PowerShell.Loading;

namespace LlmAnalytics.PowerShell.Commands.Kafka.Acls;

/// <summary>Removes ACLs: those of roles, those that a filter matches, or objects from the pipeline. Asks for each of them.</summary>
[Cmdlet(VerbsSecurity.Revoke, "LlmKafkaAcl", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = FilterSet)]
[OutputType(typeof(KafkaAclResult))]
public sealed class RevokeLlmKafkaAclCommand : AclFilterCommand
{
    private const string RoleSet = "Role";
    private const string AclSet = "Acl";
    private const string DefinitionSet = "Definition";
    private readonly List<KafkaAcl> _acls = [];
    private AclFilter? _filter;

    /// <summary>Roles of the catalog.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RoleSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AclRoleCompleter))]
    public string[] Role { get; set; } = [];

    /// <summary>Principals, with wildcards. With a role, exact ones in place of the catalog's principal.</summary>
    [Parameter(Position = 0, ParameterSetName = FilterSet)]
    [Parameter(ParameterSetName = RoleSet)]
    [Parameter(ParameterSetName = DefinitionSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LiveAclPrincipalCompleter))]
    public override string[] Principal { get; set; } = [];

    /// <summary>ACLs, as <c>Get-LlmKafkaAcl</c> and <c>Grant-LlmKafkaAcl</c> write them, or as JSON and CSV keep them. Their parts are exact: <c>*</c> is no wildcard here.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AclSet, ValueFromPipeline = true)]
    [KafkaAcl]
    public KafkaAcl[]? InputObject { get; set; }

    /// <summary>Roles, as <c>Get-LlmKafkaAclDefinition</c> writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefinitionSet, ValueFromPipeline = true)]
    public KafkaAclDefinition[]? Definition { get; set; }

    /// <summary>Removes also what a filter chose that matches every ACL. The confirmation of each ACL stays, until -Confirm:$false.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override bool HasWork => _filter is not null || _acls.Count > 0;

    /// <inheritdoc/>
    private protected override void Collect()
    {
        if (ParameterSetName == FilterSet)
        {
            _filter = ReadFilter();
            return;
        }

        _acls.AddRange(ParameterSetName switch
        {
            AclSet => InputObject!,
            DefinitionSet => Definition!.SelectMany(role => AclRoles.Acls(role, Principal)),
            _ => AclRoles.Find(EngineHost.Engine.Kafka.AclCatalog, Role, problem => WriteError(ErrorRecordFactory.Create(problem)))
                .SelectMany(role => AclRoles.Acls(role, Principal)),
        });
    }

    /// <inheritdoc/>
    private protected override Task RunAsync(IKafkaCluster cluster, CancellationToken cancellationToken)
    {
        var revocation = new AclRevocation { Acls = _acls, Filter = _filter, Force = Force };
        return PostAsync(cluster.Acls.RevokeAsync(revocation, Caller, cancellationToken));
    }
}
