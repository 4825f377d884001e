namespace LlmAnalytics.Engine;

/// <summary>The engine behind the commands: the entry point of the infra assembly, which hosts load at run time.</summary>
public interface IEngine
{
    /// <summary>What the module does with Kafka.</summary>
    IKafkaEngine Kafka { get; }

    /// <summary>What the module does with Redis.</summary>
    IRedisEngine Redis { get; }
}

/// <summary>The engine's side of Kafka that needs no connection, and the way to one.</summary>
public interface IKafkaEngine
{
    /// <summary>The catalog's topics in its order, the optional ones last.</summary>
    IReadOnlyList<KafkaTopicDefinition> TopicCatalog { get; }

    /// <summary>The catalog's ACL roles in its order.</summary>
    IReadOnlyList<KafkaAclDefinition> AclCatalog { get; }

    /// <summary>Puts the settings of a connection together without using the network: the first command connects, and reports why it can't.</summary>
    /// <param name="request">What the caller gave; the engine adds environment and defaults.</param>
    /// <param name="operation">Where warnings and verbose lines go.</param>
    /// <exception cref="ProblemException">The settings can't be used.</exception>
    KafkaConnection Open(KafkaConnectionRequest request, IOperation operation);

    /// <summary>Opens a connection: finds a broker that answers, proves who we are, learns the cluster.</summary>
    /// <param name="request">What the caller gave; the engine adds environment and defaults.</param>
    /// <param name="operation">Where warnings and verbose lines go.</param>
    /// <param name="cancellationToken">The caller's deadline and stop in one.</param>
    /// <exception cref="ProblemException">No broker could be reached or used; the problem names the cause.</exception>
    Task<KafkaConnection> ConnectAsync(KafkaConnectionRequest request, IOperation operation, CancellationToken cancellationToken);
}
