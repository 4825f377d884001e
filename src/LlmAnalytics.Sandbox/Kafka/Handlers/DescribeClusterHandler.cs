using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Authorization;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Tells the brokers.</summary>
internal static class DescribeClusterHandler
{
    private const sbyte Brokers = 1;

    public static DescribeClusterResponse Handle(RequestContext context, DescribeClusterRequest request)
    {
        if (request.EndpointType != Brokers)
        {
            return new DescribeClusterResponse
            {
                EndpointType = Brokers,
                ErrorCode = ErrorCode.MismatchedEndpointType,
                ErrorMessage = $"The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type {(request.EndpointType == 2 ? "CONTROLLER" : "UNKNOWN")}",
            };
        }

        var cluster = context.Cluster;
        var brokers = request.IncludeFencedBrokers ? cluster.Brokers.Values : cluster.LiveBrokers;
        return new DescribeClusterResponse
        {
            ClusterId = context.Services.ClusterId,
            ControllerId = MetadataHandler.SomeBroker(cluster),
            Brokers = [.. brokers.Select(broker => new DescribeClusterBroker
            {
                BrokerId = broker.Id,
                Host = BrokerState.Host,
                Port = broker.Ports[context.Session.Listener],
                Rack = broker.Rack,
                IsFenced = broker.IsFenced,
            })],
            ClusterAuthorizedOperations = !request.IncludeClusterAuthorizedOperations ? int.MinValue
                : context.MayOnCluster(AclOperation.Describe) ? context.Operations(AclResourceType.Cluster, Authorizer.ClusterName)
                : 0,
        };
    }
}
