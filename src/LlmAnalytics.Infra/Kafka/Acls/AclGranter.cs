using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>
/// Creates ACLs: one look at what is there, one CreateAcls request for what is missing, a wait until every broker knows it. What a broker would accept though
/// it means nothing is refused before anything is asked.
/// </summary>
internal sealed class AclGranter(ClusterClient cluster, AclGrant grant, IOperation operation)
{
    private readonly ClusterWriter _writer = new(cluster, operation);

    public async IAsyncEnumerable<KafkaAclResult> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = Distinct();
        if (asked.Count == 0)
        {
            yield break;
        }

        operation.Progress("Looking at the ACLs", -1);
        await cluster.GetMetadataAsync([], cancellationToken).ConfigureAwait(false); // which brokers there are, to wait for
        var request = Request(asked);
        var existing = await AclReader.ReadAsync(cluster, request, cancellationToken).ConfigureAwait(false);
        var known = existing.ToHashSet();
        var shadows = new AclShadows([.. existing, .. asked.Keys]);
        foreach (var (acl, role) in asked.Where(item => known.Contains(item.Key)))
        {
            yield return Result(acl, role, "Unchanged", Warn(acl, shadows));
        }

        var (approved, planned) = await ApproveAsync([.. asked.Keys.Where(acl => !known.Contains(acl))]).ConfigureAwait(false);
        if (planned.Count > 0)
        {
            await AclRights.RequireAlterAsync(cluster, cancellationToken).ConfigureAwait(false);
        }

        foreach (var acl in planned)
        {
            yield return Result(acl, asked[acl], "Planned", Warn(acl, shadows));
        }

        var created = await CreateAsync(approved, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> late =
        [
            .. created.Count > 0 ? AclLateCopy.Warn(_writer, "CreateAcls", "Revoke", operation) : [],
            .. await WaitAsync(created, request, cancellationToken).ConfigureAwait(false),
        ];
        foreach (var acl in created)
        {
            yield return Result(acl, asked[acl], "Created", [.. Warn(acl, shadows), .. late]);
        }
    }

    /// <summary>The ACLs that make sense, each once, with the role that asks for it.</summary>
    private Dictionary<KafkaAcl, string?> Distinct()
    {
        var distinct = new Dictionary<KafkaAcl, string?>();
        foreach (var given in grant.Acls)
        {
            if (AclGuard.Check(given, grant.Force) is { } problem)
            {
                operation.Report(problem);
                continue;
            }

            var acl = AclWords.Normalize(given);
            var role = (given as KafkaAclResult)?.Role;
            distinct[acl] = distinct.GetValueOrDefault(acl) ?? role;
        }

        return distinct;
    }

    /// <summary>Finds the ACLs in question, and the denials that could win over them.</summary>
    private static DescribeAclsRequest Request(Dictionary<KafkaAcl, string?> asked)
    {
        var types = asked.Keys.Select(acl => acl.ResourceType).Distinct().ToList();
        return new DescribeAclsRequest { ResourceTypeFilter = types is [var type] ? AclWords.ResourceType(type) : AclResourceType.Any };
    }

    private async Task<(List<KafkaAcl> Approved, List<KafkaAcl> Planned)> ApproveAsync(List<KafkaAcl> missing)
    {
        var approved = new List<KafkaAcl>();
        var planned = new List<KafkaAcl>();
        foreach (var acl in missing)
        {
            switch (await operation.ApproveAsync($"ACL \"{acl}\" on cluster {cluster.ClusterId}", "Create").ConfigureAwait(false))
            {
                case Approval.Approved:
                    approved.Add(acl);
                    break;
                case Approval.WhatIf:
                    planned.Add(acl);
                    break;
            }
        }

        return (approved, planned);
    }

    /// <summary>Sends the request. Without an answer the cluster is asked which ACLs are there.</summary>
    /// <returns>The ACLs that exist now.</returns>
    private async Task<List<KafkaAcl>> CreateAsync(List<KafkaAcl> acls, CancellationToken cancellationToken)
    {
        if (acls.Count == 0)
        {
            return acls;
        }

        operation.Progress($"Creating {acls.Count} ACLs", 30);
        cluster.Prepare();
        CreateAclsResponse response;
        try
        {
            var request = new CreateAclsRequest { Creations = [.. acls.Select(AclWords.ToCreation)] };
            response = await _writer.SendAsync(request, answer => answer.Results.Select(result => result.ErrorCode), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectionProblems.IsConnectionFailure(e))
        {
            return await ReadBackAsync(acls, ConnectionProblems.From(e).Message).ConfigureAwait(false);
        }

        var created = new List<KafkaAcl>();
        foreach (var (acl, result) in acls.Zip(response.Results))
        {
            if (result.ErrorCode == ErrorCode.None)
            {
                created.Add(acl);
                continue;
            }

            var problem = AclProblems.From(acl, result.ErrorCode, result.ErrorMessage, AclProblems.AlterRight);
            if (AclProblems.IsForAll(result.ErrorCode))
            {
                throw new ProblemException(problem);
            }

            operation.Report(problem);
        }

        return created;
    }

    private async Task<List<KafkaAcl>> ReadBackAsync(List<KafkaAcl> acls, string cause)
    {
        var known = await AclReadBack.ReadAsync(cluster).ConfigureAwait(false);
        foreach (var unknown in acls.Where(acl => known?.Contains(acl) != true))
        {
            operation.Report(AclProblems.OutcomeUnknown(unknown, "CreateAcls", cause));
        }

        return acls.FindAll(acl => known?.Contains(acl) == true);
    }

    private async Task<IReadOnlyList<string>> WaitAsync(List<KafkaAcl> created, DescribeAclsRequest request, CancellationToken cancellationToken)
    {
        if (created.Count == 0)
        {
            return [];
        }

        operation.Progress("Waiting until every broker knows the ACLs", 70);
        return await new AclVisibility(cluster, operation).WaitAsync(request, known =>
        {
            var missing = created.Count(acl => !known.Contains(acl));
            return missing == 0 ? null : $"{missing} of the new ACLs {(missing == 1 ? "is" : "are")} not known there";
        }, cancellationToken).ConfigureAwait(false);
    }

    private IReadOnlyList<string> Warn(KafkaAcl acl, AclShadows shadows)
    {
        var warnings = shadows.WarningsFor(acl);
        foreach (var warning in warnings)
        {
            operation.Warn($"ACL \"{acl}\": {warning}");
        }

        return warnings;
    }

    private static KafkaAclResult Result(KafkaAcl acl, string? role, string status, IReadOnlyList<string> warnings) => new(acl, status) { Role = role, Warnings = warnings };
}
