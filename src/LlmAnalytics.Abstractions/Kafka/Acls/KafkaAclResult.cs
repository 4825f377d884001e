namespace LlmAnalytics;

/// <summary>What became of one ACL that a command was to grant or revoke.</summary>
public sealed record KafkaAclResult : KafkaAcl
{
    /// <summary>The result for an ACL.</summary>
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public KafkaAclResult(KafkaAcl acl, string status)
        : base(acl) => Status = status;

    /// <summary><c>Created</c>, <c>Removed</c>, <c>Unchanged</c> (was so already), or <c>Planned</c> (under -WhatIf: would be done).</summary>
    public string Status { get; init; }

    /// <summary>The catalog's role that asked for it; null for an ACL of one's own.</summary>
    public string? Role { get; init; }

    /// <summary>What the operator should know besides: a denial that wins over the grant, say.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
