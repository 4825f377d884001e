using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Authorization;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Requests;

/// <summary>What a handler knows besides the request: who asks which broker, and what that broker believes.</summary>
internal sealed class RequestContext(BrokerServices services, int brokerId, ClusterState cluster, ClientSession session, RequestHeader header, bool isDryRun)
{
    /// <summary>What all brokers share.</summary>
    public BrokerServices Services => services;

    /// <summary>The broker that is asked.</summary>
    public int BrokerId => brokerId;

    /// <summary>The cluster as that broker sees it.</summary>
    public ClusterState Cluster => cluster;

    /// <summary>The connection.</summary>
    public ClientSession Session => session;

    /// <summary>Who asks.</summary>
    public Principal Principal => session.Principal;

    /// <summary>The version of the request.</summary>
    public short Version => header.ApiVersion;

    /// <summary>The client's name for itself.</summary>
    public string ClientId => header.ClientId ?? "";

    /// <summary>Whether nothing may be changed: an error is to be answered in place of what the handler says.</summary>
    public bool IsDryRun => isDryRun;

    /// <summary>Whether whoever asks may do something.</summary>
    public bool May(AclOperation operation, AclResourceType type, string name) =>
        services.Authorizer.IsAllowed(cluster.Acls, Principal, operation, type, name);

    /// <summary>Whether whoever asks may do something on the cluster.</summary>
    public bool MayOnCluster(AclOperation operation) => May(operation, AclResourceType.Cluster, Authorizer.ClusterName);

    /// <summary>What brokers say of some refused requests: they dump the request into it.</summary>
    public string Needs(AclOperation operation) =>
        $"Request Request(processor=0, connectionId={session.Principal.Host}:0-0, session=org.apache.kafka.network.Session@0, listenerName=ListenerName({session.Listener.ToString().ToUpperInvariant()}), "
        + $"securityProtocol={(session.RequiresSasl ? "SASL_PLAINTEXT" : "PLAINTEXT")}, buffer=null, envelope=None) needs {operation.ToString().ToUpperInvariant()} permission.";

    /// <summary>What whoever asks may do: a bit an operation.</summary>
    public int Operations(AclResourceType type, string name) => services.Authorizer.Operations(cluster.Acls, Principal, type, name);
}
