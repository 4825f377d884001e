using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Acls;
using LlmAnalytics.PowerShell.Completion;
using LlmAnalytics.PowerShell.Health;

namespace LlmAnalytics.PowerShell.Commands.Kafka.Acls;

/// <summary>
/// Answers whether a principal may do something, as the brokers' authorizer would, and by which rule. Without a question it looks at all ACLs of the cluster and gives
/// a verdict on them.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "LlmKafkaAcl", DefaultParameterSetName = LintSet)]
[OutputType(typeof(KafkaAclHealth), ParameterSetName = [LintSet])]
[OutputType(typeof(KafkaAclVerdict), ParameterSetName = [ExplainSet])]
[OutputType(typeof(bool))]
public sealed class TestLlmKafkaAclCommand : KafkaCommand
{
    private const string LintSet = "Lint";
    private const string ExplainSet = "Explain";
    private readonly List<AclQuestion> _questions = [];
    private AclHealthQuery _query = new();

    /// <summary>Who asks, as <c>User:name</c>.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ExplainSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LiveAclPrincipalCompleter))]
    public string Principal { get; set; } = "";

    /// <summary>For what; All is no question.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = ExplainSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AclOperationCompleter))]
    public string[] Operation { get; set; } = [];

    /// <summary>On what kind of resource.</summary>
    [Parameter(Position = 2, Mandatory = true, ParameterSetName = ExplainSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AclResourceTypeCompleter))]
    public string ResourceType { get; set; } = "";

    /// <summary>On which ones, by their names; the cluster has only one.</summary>
    [Parameter(Position = 3, ParameterSetName = ExplainSet, ValueFromPipelineByPropertyName = true)]
    public string[] ResourceName { get; set; } = [];

    /// <summary>From which address; any where none is given.</summary>
    [Parameter(ParameterSetName = ExplainSet, ValueFromPipelineByPropertyName = true)]
    public string? HostName { get; set; }

    /// <summary>The checks to make; all where none are given.</summary>
    [Parameter(ParameterSetName = LintSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AclCheckCompleter))]
    public string[] Include { get; set; } = [];

    /// <summary>The checks to leave out, of those included too.</summary>
    [Parameter(ParameterSetName = LintSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AclCheckCompleter))]
    public string[] Skip { get; set; } = [];

    /// <summary>Writes only whether it is allowed, or whether the ACLs are healthy.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        base.Prepare();
        var checks = CheckSelection.Read(AclChecks.All, Include, Skip);
        _query = new AclHealthQuery { Include = checks.Include, Skip = checks.Skip };
    }

    /// <inheritdoc/>
    private protected override void Collect()
    {
        if (ParameterSetName == ExplainSet)
        {
            _questions.AddRange(Questions());
        }
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(IKafkaCluster cluster, CancellationToken cancellationToken)
    {
        if (ParameterSetName == LintSet)
        {
            var health = await cluster.Acls.TestAsync(_query, Caller, cancellationToken);
            Post(Quiet ? health.Healthy : health);
            return;
        }

        foreach (var question in _questions)
        {
            var verdict = await cluster.Acls.ExplainAsync(question, Caller, cancellationToken);
            Post(Quiet ? verdict.Allowed : verdict);
        }
    }

    /// <summary>Every operation on every name. An empty part is one that wasn't given: a CSV file leaves cells empty.</summary>
    private IEnumerable<AclQuestion> Questions()
    {
        var resourceType = AclWords.ResourceTypes.Read(nameof(ResourceType), ResourceType);
        return
            from name in AclParts.ResourceNames(resourceType, ResourceName)
            from operation in Operation
            select new AclQuestion
            {
                Principal = AclParts.Principal(Principal),
                Operation = AclWords.Operations.Read(nameof(Operation), operation),
                ResourceType = resourceType,
                ResourceName = name,
                HostName = string.IsNullOrEmpty(HostName) ? null : HostName,
            };
    }
}
