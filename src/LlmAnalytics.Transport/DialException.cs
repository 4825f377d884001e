namespace LlmAnalytics.Transport;

/// <summary>A connection could not be opened, or broke in TLS; says at which address and why.</summary>
public sealed class DialException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="endPoint">Where.</param>
    /// <param name="message">A sentence for people, with the address in it; never a secret.</param>
    /// <param name="innerException">The technical cause, if there is one.</param>
    public DialException(DialFailure failure, ServerEndPoint endPoint, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
        EndPoint = endPoint;
    }

    /// <summary>Why.</summary>
    public DialFailure Failure { get; }

    /// <summary>Where.</summary>
    public ServerEndPoint EndPoint { get; }
}
