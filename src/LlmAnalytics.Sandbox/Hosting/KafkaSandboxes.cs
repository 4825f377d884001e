namespace LlmAnalytics.Sandbox.Hosting;

/// <summary>Starts the Kafka cluster of a sandbox.</summary>
internal static class KafkaSandboxes
{
    /// <summary>Starts it; null for none.</summary>
    public static async Task<IKafkaSandbox?> StartAsync(SandboxOptions options, CancellationToken cancellationToken) => options.Kafka switch
    {
        KafkaKind.Simulated => await SimulatedKafkaPart.StartAsync(options, cancellationToken).ConfigureAwait(false),
        KafkaKind.Local => await LocalKafkaPart.StartAsync(options, cancellationToken).ConfigureAwait(false),
        _ => null,
    };
}
