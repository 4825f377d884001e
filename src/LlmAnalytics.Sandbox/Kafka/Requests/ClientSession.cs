using LlmAnalytics.Sandbox.Kafka.Authorization;
using LlmAnalytics.Sandbox.Kafka.Security;

namespace LlmAnalytics.Sandbox.Kafka.Requests;

/// <summary>What a broker remembers of a connection.</summary>
internal sealed class ClientSession(SimulatedListener listener, string host)
{
    /// <summary>Where the client came in.</summary>
    public SimulatedListener Listener => listener;

    /// <summary>Whether the client has to authenticate.</summary>
    public bool RequiresSasl => listener == SimulatedListener.Sasl;

    /// <summary>Whether it has.</summary>
    public bool IsAuthenticated { get; private set; } = listener != SimulatedListener.Sasl;

    /// <summary>Who it is.</summary>
    public Principal Principal { get; private set; } = new(Principal.Anonymous, host);

    /// <summary>The exchange that a handshake began.</summary>
    public ISaslServer? Sasl { get; set; }

    /// <summary>Whether the exchange goes on in frames without headers: after a handshake of version 0.</summary>
    public bool IsSaslBare { get; set; }

    /// <summary>Whether the connection ends with the answer: a failed authentication.</summary>
    public bool IsClosing { get; set; }

    /// <summary>The client has shown who it is.</summary>
    public void Authenticate(string userName)
    {
        Principal = new Principal("User:" + userName, host);
        IsAuthenticated = true;
    }
}
