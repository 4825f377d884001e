using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>
/// Removes ACLs. What a filter matches is read first and asked about one by one; the request then names exactly what was confirmed, so that nothing goes that nobody has seen.
/// </summary>
internal sealed class AclRevoker(ClusterClient cluster, AclRevocation revocation, IOperation operation)
{
    private readonly ClusterWriter _writer = new(cluster, operation);

    public async IAsyncEnumerable<KafkaAclResult> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = Given();
        var selection = revocation.Filter is { } filter ? new AclSelection(filter) : null;
        if (given.Count == 0 && selection is null)
        {
            yield break;
        }

        operation.Progress("Looking at the ACLs", -1);
        await cluster.GetMetadataAsync([], cancellationToken).ConfigureAwait(false); // which brokers there are, to wait for
        var existing = await AclReader.ReadAsync(cluster, new DescribeAclsRequest(), cancellationToken).ConfigureAwait(false);
        var matching = Matching(existing, selection);
        var known = existing.ToHashSet();
        foreach (var (acl, role) in given.Where(item => !known.Contains(item.Key)))
        {
            yield return Result(acl, role, "Unchanged", []);
        }

        var (approved, planned) = await ApproveAsync([.. given.Keys.Where(known.Contains).Concat(matching).Distinct()]).ConfigureAwait(false);
        if (planned.Count > 0)
        {
            await AclRights.RequireAlterAsync(cluster, cancellationToken).ConfigureAwait(false);
        }

        foreach (var acl in planned)
        {
            yield return Result(acl, given.GetValueOrDefault(acl), "Planned", []);
        }

        var removed = await RemoveAsync(approved, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> late =
        [
            .. removed.Count > 0 ? AclLateCopy.Warn(_writer, "DeleteAcls", "Grant", operation) : [],
            .. await WaitAsync([.. removed.Keys], cancellationToken).ConfigureAwait(false),
        ];
        foreach (var (acl, status) in removed)
        {
            yield return Result(acl, given.GetValueOrDefault(acl), status, late);
        }
    }

    /// <summary>The ACLs that were given by all their parts, each once, with its role.</summary>
    private Dictionary<KafkaAcl, string?> Given()
    {
        var given = new Dictionary<KafkaAcl, string?>();
        foreach (var acl in revocation.Acls)
        {
            try
            {
                var plain = AclWords.Normalize(acl);
                given[plain] = given.GetValueOrDefault(plain) ?? (acl as KafkaAclResult)?.Role;
            }
            catch (ProblemException e)
            {
                operation.Report(e.Problem); // a word that Kafka doesn't have
            }
        }

        return given;
    }

    private List<KafkaAcl> Matching(List<KafkaAcl> existing, AclSelection? selection)
    {
        if (selection is null)
        {
            return [];
        }

        var matching = existing.FindAll(selection.Matches);
        var all = revocation.Filter!.IsEmpty || (matching.Count == existing.Count && !selection.NamesSomething);
        return !all || revocation.Force || existing.Count == 0 ? matching : throw new ProblemException(AclProblems.TooBroad(existing.Count));
    }

    private async Task<(List<KafkaAcl> Approved, List<KafkaAcl> Planned)> ApproveAsync(List<KafkaAcl> acls)
    {
        var approved = new List<KafkaAcl>();
        var planned = new List<KafkaAcl>();
        foreach (var acl in acls)
        {
            switch (await operation.ApproveAsync($"ACL \"{acl}\" on cluster {cluster.ClusterId}", "Remove").ConfigureAwait(false))
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

    /// <summary>Sends the request. Without an answer the cluster is asked which ACLs are left.</summary>
    /// <returns>The ACLs that are gone, with their status: removed, or gone already when the request came.</returns>
    private async Task<Dictionary<KafkaAcl, string>> RemoveAsync(List<KafkaAcl> acls, CancellationToken cancellationToken)
    {
        var removed = new Dictionary<KafkaAcl, string>();
        if (acls.Count == 0)
        {
            return removed;
        }

        operation.Progress($"Removing {acls.Count} ACLs", 30);
        cluster.Prepare();
        DeleteAclsResponse response;
        try
        {
            var request = new DeleteAclsRequest { Filters = [.. acls.Select(AclWords.ToFilter)] };
            response = await _writer.SendAsync(request, answer => answer.FilterResults.Select(Code), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectionProblems.IsConnectionFailure(e))
        {
            return await ReadBackAsync(acls, ConnectionProblems.From(e).Message).ConfigureAwait(false);
        }

        foreach (var (acl, result) in acls.Zip(response.FilterResults))
        {
            var code = Code(result);
            if (code == ErrorCode.None)
            {
                removed[acl] = result.MatchingAcls.Length > 0 || _writer.WasResent ? "Removed" : "Unchanged"; // with a second try, the first may have done it
                continue;
            }

            var problem = AclProblems.From(acl, code, result.ErrorMessage ?? result.MatchingAcls.FirstOrDefault()?.ErrorMessage, AclProblems.AlterRight);
            if (AclProblems.IsForAll(code))
            {
                throw new ProblemException(problem);
            }

            operation.Report(problem);
        }

        return removed;
    }

    /// <summary>Why a filter, or the one ACL that it matches, failed.</summary>
    private static ErrorCode Code(DeleteAclsFilterResult result) =>
        result.ErrorCode != ErrorCode.None ? result.ErrorCode : result.MatchingAcls.Select(acl => acl.ErrorCode).FirstOrDefault(code => code != ErrorCode.None);

    private async Task<Dictionary<KafkaAcl, string>> ReadBackAsync(List<KafkaAcl> acls, string cause)
    {
        var left = await AclReadBack.ReadAsync(cluster).ConfigureAwait(false);
        foreach (var unknown in acls.Where(acl => left?.Contains(acl) != false))
        {
            operation.Report(AclProblems.OutcomeUnknown(unknown, "DeleteAcls", cause));
        }

        return acls.Where(acl => left?.Contains(acl) == false).ToDictionary(acl => acl, _ => "Removed");
    }

    private async Task<IReadOnlyList<string>> WaitAsync(List<KafkaAcl> removed, CancellationToken cancellationToken)
    {
        if (removed.Count == 0)
        {
            return [];
        }

        operation.Progress("Waiting until every broker has forgotten the ACLs", 70);
        return await new AclVisibility(cluster, operation).WaitAsync(new DescribeAclsRequest(), known =>
        {
            var left = removed.Count(known.Contains);
            return left == 0 ? null : $"{left} of the removed ACLs still {(left == 1 ? "holds" : "hold")} there";
        }, cancellationToken).ConfigureAwait(false);
    }

    private static KafkaAclResult Result(KafkaAcl acl, string? role, string status, IReadOnlyList<string> warnings) => new(acl, status) { Role = role, Warnings = warnings };
}
