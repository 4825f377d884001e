using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Tests.Fakes;

/// <summary>ACLs in a list. Keeps what it was asked, and asks for approval once an ACL, as the engine does.</summary>
internal sealed class FakeAcls : IKafkaAcls
{
    /// <summary>The ACLs that exist.</summary>
    public List<KafkaAcl> Existing { get; } =
    [
        Acl("User:alice", "Write", "llm-events"),
        Acl("User:alice", "Describe", "llm-") with { PatternType = "Prefixed" },
        Acl("User:bob", "Read", "*") with { Permission = "Deny", HostName = "10.0.0.7" },
    ];

    public List<AclFilter> Filters { get; } = [];

    public List<AclGrant> Grants { get; } = [];

    public List<AclRevocation> Revocations { get; } = [];

    public List<AclQuestion> Questions { get; } = [];

    public List<AclHealthQuery> Queries { get; } = [];

    /// <summary>ACLs that were created or removed for real.</summary>
    public List<KafkaAcl> Written { get; } = [];

    /// <summary>What the ACLs are found to be.</summary>
    public KafkaAclHealth Health { get; set; } = new()
    {
        Status = "Degraded",
        ClusterId = "fake",
        AclCount = 3,
        PrincipalCount = 2,
        DeadAcls = 0,
        Checks = [new HealthCheck("BroadAcls", "Warning", "Warning", "1", "0", "1 ACL is for everybody.", null, "Revoke it.")],
    };

    /// <summary>The roles of the fake catalog.</summary>
    public static IReadOnlyList<KafkaAclDefinition> Catalog { get; } =
    [
        Role("Producer", "User:llm-producer", standard: true, Acl("User:llm-producer", "Write", "llm-events"), Acl("User:llm-producer", "Write", "llm-errors")),
        Role("Consumer", "User:llm-consumer", standard: true, Acl("User:llm-consumer", "Read", "llm-events")),
        Role("Admin", "User:admin", standard: false, Acl("User:admin", "All", "*")),
    ];

    public static KafkaAcl Acl(string principal, string operation, string topic) =>
        new() { Principal = principal, ResourceType = "Topic", ResourceName = topic, Operation = operation };

    public async IAsyncEnumerable<KafkaAcl> GetAsync(AclFilter filter, IOperation operation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Filters.Add(filter);
        foreach (var acl in Existing)
        {
            await Task.Yield();
            yield return acl;
        }
    }

    public IAsyncEnumerable<KafkaAclResult> GrantAsync(AclGrant grant, IOperation operation, CancellationToken cancellationToken)
    {
        Grants.Add(grant);
        return ChangeAsync(grant.Acls, "Grant", "Created", operation);
    }

    public IAsyncEnumerable<KafkaAclResult> RevokeAsync(AclRevocation revocation, IOperation operation, CancellationToken cancellationToken)
    {
        Revocations.Add(revocation);
        if (revocation is { Filter.IsEmpty: true, Force: false })
        {
            throw new ProblemException(new Problem(ErrorIds.AclFilterTooBroad, ProblemCategory.SecurityError, "That is every ACL.", null, "Say -Force."));
        }

        return ChangeAsync(revocation.Filter is null ? revocation.Acls : Existing, "Revoke", "Removed", operation);
    }

    public Task<KafkaAclVerdict> ExplainAsync(AclQuestion question, IOperation operation, CancellationToken cancellationToken)
    {
        Questions.Add(question);
        return Task.FromResult(new KafkaAclVerdict
        {
            Principal = question.Principal,
            Operation = question.Operation,
            ResourceType = question.ResourceType,
            ResourceName = question.ResourceName,
            HostName = question.HostName ?? "*",
            Allowed = question.Operation == "Write",
            Rule = question.Operation == "Write" ? "Allow" : "NoMatch",
            Message = "So it is.",
            Matches = [.. Existing.Take(1)],
        });
    }

    public Task<KafkaAclHealth> TestAsync(AclHealthQuery query, IOperation operation, CancellationToken cancellationToken)
    {
        Queries.Add(query);
        return Task.FromResult(Health);
    }

    private async IAsyncEnumerable<KafkaAclResult> ChangeAsync(IEnumerable<KafkaAcl> acls, string action, string status, IOperation operation)
    {
        foreach (var acl in acls)
        {
            var approval = await operation.ApproveAsync($"'{acl}' on cluster fake", action);
            if (approval == Approval.Approved)
            {
                Written.Add(acl);
            }

            if (approval != Approval.Declined)
            {
                yield return new KafkaAclResult(acl, approval == Approval.WhatIf ? "Planned" : status) { Role = (acl as KafkaAclResult)?.Role };
            }
        }
    }

    private static KafkaAclDefinition Role(string name, string principal, bool standard, params KafkaAcl[] acls) =>
        new() { Role = name, Principal = principal, Standard = standard, Description = $"What a {name} does", Acls = acls };
}
