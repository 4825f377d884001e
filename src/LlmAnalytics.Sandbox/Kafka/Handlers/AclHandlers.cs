using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Authorization;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Describes, creates and deletes ACLs. Source: Kafka's AclApis.scala.</summary>
internal static class AclHandlers
{
    private const string NoAuthorizer = "No Authorizer is configured.";

    public static DescribeAclsResponse Describe(RequestContext context, DescribeAclsRequest request)
    {
        if (Refusal(context, AclOperation.Describe) is { } refusal)
        {
            return new DescribeAclsResponse { ErrorCode = refusal.Code, ErrorMessage = refusal.Text };
        }

        var filter = new AclFilter(request.ResourceTypeFilter, request.ResourceNameFilter, request.PatternTypeFilter, request.PrincipalFilter, request.HostFilter, request.Operation, request.PermissionType);
        return new DescribeAclsResponse
        {
            ErrorMessage = "",
            Resources = [.. context.Cluster.Acls
                .Where(filter.Matches)
                .GroupBy(acl => (acl.ResourceType, acl.ResourceName, acl.PatternType))
                .Select(resource => new DescribeAclsResource
                {
                    ResourceType = resource.Key.ResourceType,
                    ResourceName = resource.Key.ResourceName,
                    PatternType = resource.Key.PatternType,
                    Acls = [.. resource.Select(acl => new AclDescription { Principal = acl.Principal, Host = acl.Host, Operation = acl.Operation, PermissionType = acl.Permission })],
                })],
        };
    }

    public static CreateAclsResponse Create(RequestContext context, CreateAclsRequest request)
    {
        if (Refusal(context, AclOperation.Alter) is { } refusal)
        {
            return new CreateAclsResponse { Results = [.. request.Creations.Select(_ => new AclCreationResult { ErrorCode = refusal.Code, ErrorMessage = refusal.Text })] };
        }

        // A broker fails to read such a request, and hangs up.
        if (request.Creations.Any(creation => creation.ResourceType == AclResourceType.Unknown || creation.ResourcePatternType == AclPatternType.Unknown
            || creation.Operation == AclOperation.Unknown || creation.PermissionType == AclPermissionType.Unknown))
        {
            throw new WireFormatException("An ACL of an unknown kind.");
        }

        var added = new List<AclEntry>();
        AclCreationResult[] results = [.. request.Creations.Select(creation => Create(creation, added))];
        if (!context.IsDryRun)
        {
            context.Services.Controller.Update(cluster => cluster with { Acls = cluster.Acls.Union(added) });
        }

        return new CreateAclsResponse { Results = results };
    }

    public static DeleteAclsResponse Delete(RequestContext context, DeleteAclsRequest request)
    {
        if (Refusal(context, AclOperation.Alter) is { } refusal)
        {
            return new DeleteAclsResponse { FilterResults = [.. request.Filters.Select(_ => new DeleteAclsFilterResult { ErrorCode = refusal.Code, ErrorMessage = refusal.Text })] };
        }

        var results = new List<DeleteAclsFilterResult>();
        context.Services.Controller.Update(cluster =>
        {
            var left = cluster.Acls;
            foreach (var f in request.Filters)
            {
                var filter = new AclFilter(f.ResourceTypeFilter, f.ResourceNameFilter, f.PatternTypeFilter, f.PrincipalFilter, f.HostFilter, f.Operation, f.PermissionType);
                // Each filter sees what was there before the request, also what another one takes away.
                var matching = cluster.Acls.Where(filter.Matches).ToArray();
                left = left.Except(matching);
                results.Add(new DeleteAclsFilterResult { MatchingAcls = Array.ConvertAll(matching, Matching) });
            }

            return context.IsDryRun ? cluster : cluster with { Acls = left };
        });
        return new DeleteAclsResponse { FilterResults = [.. results] };
    }

    private static AclCreationResult Create(AclCreation creation, List<AclEntry> added)
    {
        var acl = new AclEntry(
            creation.ResourceType, creation.ResourceName, creation.ResourcePatternType, creation.Principal, creation.Host, creation.Operation, creation.PermissionType);
        try
        {
            AclRules.Check(acl);
            added.Add(acl);
            return new AclCreationResult { ErrorMessage = "" };
        }
        catch (KafkaException e)
        {
            return new AclCreationResult { ErrorCode = e.Code, ErrorMessage = e.Text };
        }
    }

    private static KafkaException? Refusal(RequestContext context, AclOperation operation) =>
        !context.Services.Authorizer.IsEnabled ? new KafkaException(ErrorCode.SecurityDisabled, NoAuthorizer)
        : !context.MayOnCluster(operation) ? new KafkaException(ErrorCode.ClusterAuthorizationFailed, context.Needs(operation))
        : null;

    private static DeleteAclsMatchingAcl Matching(AclEntry acl) => new()
    {
        ResourceType = acl.ResourceType,
        ResourceName = acl.ResourceName,
        PatternType = acl.PatternType,
        Principal = acl.Principal,
        Host = acl.Host,
        Operation = acl.Operation,
        PermissionType = acl.Permission,
    };
}
