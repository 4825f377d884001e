using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Catalog;
using LlmAnalytics.PowerShell.Completion;
using LlmAnalytics.PowerShell.Errors;
using LlmAnalytics.PowerShell.Loading;

namespace LlmAnalytics.PowerShell.Commands.Kafka.Acls;

/// <summary>Reads the catalog's ACL roles: what each kind of application of the LLM analytics hub may do. Needs no cluster.</summary>
[Cmdlet(VerbsCommon.Get, "LlmKafkaAclDefinition")]
[OutputType(typeof(KafkaAclDefinition))]
public sealed class GetLlmKafkaAclDefinitionCommand : PSCmdlet
{
    /// <summary>Roles, with wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AclRoleCompleter))]
    public string[] Role { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            Write(EngineHost.Engine.Kafka.AclCatalog);
        }
        catch (ProblemException e)
        {
            ThrowTerminatingError(ErrorRecordFactory.Create(e));
        }
    }

    private void Write(IReadOnlyList<KafkaAclDefinition> catalog)
    {
        foreach (var name in Role.Where(name => !NamePattern.IsPattern(name) && !catalog.Any(role => NamePattern.Parse(name).IsMatch(role.Role))))
        {
            WriteError(ErrorRecordFactory.Create(CommandProblems.RoleNotFound(name, catalog.Select(role => role.Role))));
        }

        var patterns = Array.ConvertAll(Role, NamePattern.Parse);
        foreach (var role in catalog.Where(role => Array.Exists(patterns, pattern => pattern.IsMatch(role.Role))))
        {
            WriteObject(role);
        }
    }
}
