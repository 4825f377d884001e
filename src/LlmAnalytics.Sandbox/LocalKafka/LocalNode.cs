namespace LlmAnalytics.Sandbox.LocalKafka;

/// <summary>A combined broker and controller before it starts.</summary>
/// <param name="Id">Node id, from 1.</param>
/// <param name="Listeners">What clients connect to. One is called PLAINTEXT: everybody there is <c>User:ANONYMOUS</c>, a super user, and brokers use it among themselves.</param>
/// <param name="ControllerPort">Port of the quorum.</param>
internal sealed record LocalNode(int Id, IReadOnlyList<LocalListener> Listeners, int ControllerPort)
{
    /// <summary>Everything is on the loopback address, never on a name that may also mean ::1.</summary>
    public const string Host = "127.0.0.1";

    /// <summary>The listener of everybody and of the brokers.</summary>
    public const string Plaintext = "PLAINTEXT";

    /// <summary>Each node is in a rack of its own.</summary>
    public string Rack => $"rack{Id}";

    /// <summary>The port of a listener.</summary>
    public int Port(string listener) => Listeners.Single(one => one.Name == listener).Port;
}

/// <summary>A listener of a node.</summary>
/// <param name="Name">Kafka's name of it.</param>
/// <param name="Protocol">Kafka's security.protocol; one with SASL has PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512, unless further settings say otherwise.</param>
/// <param name="Port">Its port.</param>
internal sealed record LocalListener(string Name, string Protocol, int Port);
