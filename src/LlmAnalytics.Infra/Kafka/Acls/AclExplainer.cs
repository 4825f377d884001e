using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>Answers whether a principal may do something, with the rule and the ACL that say so.</summary>
internal sealed class AclExplainer(ClusterClient cluster, AclQuestion question, IOperation operation)
{
    private const string UnknownSuperUsers = "Brokers don't tell this user who their super users are (super.users): one of those would be allowed.";

    public async Task<KafkaAclVerdict> RunAsync(CancellationToken cancellationToken)
    {
        var asked = Checked();
        operation.Progress("Reading ACLs", -1);
        await cluster.GetMetadataAsync([], cancellationToken).ConfigureAwait(false);
        var request = new DescribeAclsRequest
        {
            ResourceTypeFilter = AclWords.ResourceType(asked.ResourceType),
            ResourceNameFilter = asked.ResourceName,
            PatternTypeFilter = AclPatternType.Match,
        };
        var acls = await AclReader.ReadAsync(cluster, request, cancellationToken).ConfigureAwait(false);
        var settings = await AuthorizerSettings.ReadAsync(cluster, cancellationToken).ConfigureAwait(false);
        return Judge(asked, acls, settings);
    }

    /// <summary>The verdict on a question in Kafka's words.</summary>
    public static KafkaAclVerdict Judge(AclQuestion asked, IReadOnlyList<KafkaAcl> acls, AuthorizerSettings settings)
    {
        var decision = AclDecision.Make(acls, asked.Principal, asked.Operation, asked.ResourceType, asked.ResourceName, asked.HostName);
        var isSuperUser = settings.SuperUsers?.Contains(asked.Principal, StringComparer.Ordinal) == true;
        var rule = isSuperUser ? "SuperUser" : decision.Rule;
        var allowed = isSuperUser || decision.Allowed || (rule == "NoAcls" && settings.AllowsWithoutAcls == true);
        var deciding = isSuperUser || decision.Matches.Count == 0 ? null : decision.Matches[0];
        return new KafkaAclVerdict
        {
            Principal = asked.Principal,
            Operation = asked.Operation,
            ResourceType = asked.ResourceType,
            ResourceName = asked.ResourceName,
            HostName = asked.HostName ?? AclWords.Any,
            Allowed = allowed,
            Rule = rule,
            Acl = deciding?.ToString(),
            Message = Message(asked, rule, deciding, acls, settings),
            Remedy = allowed ? null : deciding is not null ? AclCommands.Revoke(deciding) : AclCommands.Grant(Wanted(asked)),
            Matches = decision.Matches,
        };
    }

    /// <summary>The question in Kafka's words.</summary>
    /// <exception cref="ProblemException">It can't be asked.</exception>
    private AclQuestion Checked()
    {
        if (AclPrincipals.Check(question.Principal, force: true) is { } problem)
        {
            throw new ProblemException(problem);
        }

        var resourceType = AclWords.ResourceType(question.ResourceType).ToString();
        var wanted = AclWords.Operation(question.Operation).ToString();
        var operations = AclRules.OperationsOf(resourceType);
        if (wanted == "All" || operations?.Contains(wanted) == false)
        {
            throw Invalid(wanted, $"Brokers never ask whether somebody may '{wanted}' a {resourceType}.", $"Ask for one of {string.Join(", ", operations ?? [])}.");
        }

        if (resourceType == "Cluster" && question.ResourceName != AclWords.ClusterName)
        {
            throw Invalid(question.ResourceName, "For ACLs the cluster's name is always 'kafka-cluster'.", $"Ask for -ResourceName {AclWords.ClusterName}.");
        }

        if (question.ResourceName.Length == 0 || question.ResourceName.Contains('*', StringComparison.Ordinal))
        {
            throw Invalid(question.ResourceName, $"'{question.ResourceName}' is no resource: brokers decide on one at a time, by its name.", "Name one resource, without wildcards.");
        }

        return question with { ResourceType = resourceType, Operation = wanted, HostName = Host() };
    }

    private string? Host() => question.HostName is null or AclWords.Any ? null
        : AclHosts.JavaForm(question.HostName) ?? throw Invalid(question.HostName, $"'{question.HostName}' is no IP address, and brokers know nothing else of a client's place.", "Give the client's IP address.");

    private static ProblemException Invalid(string target, string message, string action) => new(AclProblems.Invalid(target, message, action));

    private static string Message(AclQuestion asked, string rule, KafkaAcl? deciding, IReadOnlyList<KafkaAcl> acls, AuthorizerSettings settings)
    {
        var place = asked.HostName is null ? "" : $" from {asked.HostName}";
        var reason = rule switch
        {
            "SuperUser" => $"{asked.Principal} is a super user of the brokers: it may do everything, whatever ACLs say.",
            "Deny" => $"\"{deciding}\" denies it{(asked.HostName is null && deciding!.HostName != AclWords.Any ? $", to clients at {deciding.HostName}" : "")}, and a denial wins over every grant.",
            "Allow" => $"\"{deciding}\" grants it.",
            "ImpliedAllow" => $"\"{deciding}\" grants {deciding!.Operation}, which implies {asked.Operation}.",
            "NoAcls" when settings.AllowsWithoutAcls == true => $"No ACL is on {asked.ResourceType} '{asked.ResourceName}', and the brokers allow everybody what no ACL is about (allow.everyone.if.no.acl.found=true).",
            "NoAcls" when settings.AllowsWithoutAcls is null => $"No ACL is on {asked.ResourceType} '{asked.ResourceName}', which denies it unless the brokers have allow.everyone.if.no.acl.found=true; they don't tell this user.",
            "NoAcls" => $"No ACL is on {asked.ResourceType} '{asked.ResourceName}', which denies it.",
            _ => $"ACLs are on {asked.ResourceType} '{asked.ResourceName}', and none grants {asked.Principal} {asked.Operation}{place}.",
        };
        return string.Join(" ", new[]
        {
            reason,
            rule is "NoMatch" or "NoAcls" ? Elsewhere(asked, acls) : null,
            rule is "Deny" or "NoMatch" or "NoAcls" && settings.SuperUsers is null ? UnknownSuperUsers : null,
        }.OfType<string>());
    }

    /// <summary>Where the answer would be another one: addresses that grants are bound to.</summary>
    private static string? Elsewhere(AclQuestion asked, IReadOnlyList<KafkaAcl> acls)
    {
        var hosts = acls.Where(acl =>
                acl.Allows() && acl.HostName != AclWords.Any && acl.ResourceType == asked.ResourceType && AclMatching.AppliesToName(acl, asked.ResourceName)
                && AclMatching.AppliesToPrincipal(acl, asked.Principal) && AclRules.DecidesOn(acl.Operation, allows: true, asked.Operation))
            .Select(acl => acl.HostName).Distinct().Order(StringComparer.Ordinal).ToList();
        return hosts.Count == 0 ? null : $"Clients at {string.Join(", ", hosts)} have a grant of it.";
    }

    private static KafkaAcl Wanted(AclQuestion asked) => new()
    {
        Principal = asked.Principal,
        HostName = asked.HostName ?? AclWords.Any,
        ResourceType = asked.ResourceType,
        ResourceName = asked.ResourceName,
        Operation = asked.Operation,
    };
}
