using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>A connection could not be opened or used; says at which address and why.</summary>
public sealed class BrokerConnectionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="endPoint">Where.</param>
    /// <param name="message">A sentence for people, with the address in it; never a secret.</param>
    /// <param name="innerException">The technical cause, if there is one.</param>
    public BrokerConnectionException(ConnectionFailure failure, ServerEndPoint endPoint, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
        EndPoint = endPoint;
    }

    /// <summary>Why.</summary>
    public ConnectionFailure Failure { get; }

    /// <summary>Where.</summary>
    public ServerEndPoint EndPoint { get; }

    /// <summary>
    /// Whether a request may have reached the broker before the connection broke: then nobody knows whether it took effect. False where it surely didn't.
    /// </summary>
    public bool RequestMayHaveBeenReceived { get; init; }

    /// <summary>
    /// Whether every broker of the cluster would answer the same: the credentials are wrong, say. Trying another one is then of no use.
    /// </summary>
    public bool IsDefinitive => Failure is ConnectionFailure.AuthenticationFailed or ConnectionFailure.MechanismNotOffered
        or ConnectionFailure.ServerNotAuthenticated or ConnectionFailure.ClientCertificateExpired;
}
