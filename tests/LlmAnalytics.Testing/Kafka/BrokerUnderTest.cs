using LlmAnalytics.Sandbox.LocalKafka;

namespace LlmAnalytics.Testing;

/// <summary>One broker of a <see cref="ClusterUnderTest"/>, that can be killed, frozen and started again.</summary>
public abstract class BrokerUnderTest
{
    /// <summary>Everything is on the loopback address, never on a name that may also mean ::1.</summary>
    public const string Host = LocalNode.Host;

    private protected BrokerUnderTest(int id, RequestCounter? counter) => (Id, Counter) = (id, counter);

    /// <summary>Node id, from 1.</summary>
    public int Id { get; }

    /// <summary>Its rack: rack1 ...</summary>
    public string Rack => $"rack{Id}";

    /// <summary>The proxy of <see cref="ListenerKind.Counted"/>: counts requests, delays or pauses this broker. Null without that listener.</summary>
    public RequestCounter? Counter { get; }

    /// <summary>Port that clients of a listener connect to.</summary>
    /// <exception cref="ArgumentException">The cluster has no such listener.</exception>
    public abstract int Port(ListenerKind kind);

    /// <summary>Host and port of a listener.</summary>
    public string Address(ListenerKind kind) => $"{Host}:{Port(kind)}";

    /// <summary>As by SIGKILL: no goodbye to the controller, connections break, ports refuse. Ends when it is gone.</summary>
    public abstract Task KillAsync();

    /// <summary>As by SIGSTOP: its ports still accept connections, nothing answers.</summary>
    public abstract void Freeze();

    /// <summary>Lets it go on after <see cref="Freeze"/>.</summary>
    public abstract void Thaw();

    /// <summary>Starts it again after <see cref="KillAsync"/>; returns when it has registered and answers.</summary>
    public abstract Task StartAsync(CancellationToken cancellationToken = default);
}
