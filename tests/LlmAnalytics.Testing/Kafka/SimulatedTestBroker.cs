using System.Globalization;
using LlmAnalytics.Sandbox.Kafka;

namespace LlmAnalytics.Testing;

/// <summary>One broker of a <see cref="SimulatedTestCluster"/>.</summary>
internal sealed class SimulatedTestBroker(int id, SimulatedKafkaCluster simulation, RequestCounter? counter) : BrokerUnderTest(id, counter)
{
    public override int Port(ListenerKind kind) => kind switch
    {
        ListenerKind.Plaintext => PortOf(simulation.Address(Id)),
        ListenerKind.Sasl => PortOf(simulation.Address(Id, SimulatedListener.Sasl)),
        ListenerKind.Counted when Counter is not null => Counter.Port,
        _ => throw new ArgumentException($"The simulated cluster has no listener {kind}", nameof(kind)),
    };

    public override Task KillAsync() => simulation.KillAsync(Id);

    public override void Freeze() => simulation.Freeze(Id);

    public override void Thaw() => simulation.Thaw(Id);

    public override Task StartAsync(CancellationToken cancellationToken = default)
    {
        simulation.Start(Id);
        return Task.CompletedTask;
    }

    internal static int PortOf(string address) => int.Parse(address.AsSpan(address.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);
}
