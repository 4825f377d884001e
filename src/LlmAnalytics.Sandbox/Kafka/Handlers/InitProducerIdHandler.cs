using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Gives idempotent producers an id. Transactions are not simulated.</summary>
internal static class InitProducerIdHandler
{
    public static InitProducerIdResponse Handle(RequestContext context, InitProducerIdRequest request)
    {
        if (request.TransactionalId is not null)
        {
            return new InitProducerIdResponse { ErrorCode = ErrorCode.UnsupportedVersion, ProducerEpoch = -1 };
        }

        var mayWrite = context.MayOnCluster(AclOperation.IdempotentWrite)
            || context.Services.Authorizer.IsAllowedOnAny(context.Cluster.Acls, context.Principal, AclOperation.Write, AclResourceType.Topic);
        return mayWrite
            ? new InitProducerIdResponse { ProducerId = context.Services.Logs.NextProducerId() }
            : new InitProducerIdResponse { ErrorCode = ErrorCode.ClusterAuthorizationFailed, ProducerEpoch = -1 };
    }
}
