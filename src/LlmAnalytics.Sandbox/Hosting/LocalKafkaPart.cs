using System.Globalization;
using LlmAnalytics.Sandbox.LocalKafka;

namespace LlmAnalytics.Sandbox.Hosting;

/// <summary>Real brokers as part of a sandbox.</summary>
internal sealed class LocalKafkaPart(LocalKafkaCluster cluster) : IKafkaSandbox
{
    public KafkaKind Kind => KafkaKind.Local;

    public string BootstrapServers => string.Join(',', cluster.Brokers.Select(broker => Endpoint(broker.Node.Port(LocalNode.Plaintext))));

    public string? SaslBootstrapServers => string.Join(',', cluster.Brokers.Select(broker => Endpoint(broker.Node.Port("SASL"))));

    public IReadOnlyList<SandboxBroker> Brokers =>
        cluster.Brokers.Select(broker => new SandboxBroker(broker.Id, Endpoint(broker.Node.Port(LocalNode.Plaintext)), broker.Node.Rack, broker.State, broker.IsRunning ? broker.ProcessId : null)).ToArray();

    public static async Task<IKafkaSandbox> StartAsync(SandboxOptions options, CancellationToken cancellationToken) =>
        new LocalKafkaPart(await LocalKafkaCluster.StartAsync(options.Brokers, options.BrokerSessionTimeout, cancellationToken).ConfigureAwait(false));

    public async Task SetBrokerAsync(int id, BrokerCondition condition, TimeSpan delay, CancellationToken cancellationToken)
    {
        var broker = cluster.Brokers.FirstOrDefault(broker => broker.Id == id)
            ?? throw new SandboxException("UnknownBroker", $"There is no broker {id}.", "Get-LlmSandbox lists them, as Brokers.");
        switch (condition)
        {
            case BrokerCondition.Up:
                await cluster.ResumeAsync(broker, cancellationToken).ConfigureAwait(false);
                break;
            case BrokerCondition.Down:
                broker.Kill();
                break;
            case BrokerCondition.Frozen when broker.IsRunning:
                broker.Freeze();
                break;
            case BrokerCondition.Frozen:
                throw new SandboxException("BrokerDown", $"Broker {id} is down.", "Start it first, with -BrokerState Up.");
            default:
                throw new SandboxException("NotSupportedHere", $"A real broker can't be {condition}: Down, Frozen and Up.", "Start a sandbox with -Kafka Simulated.");
        }
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    private static string Endpoint(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
}
