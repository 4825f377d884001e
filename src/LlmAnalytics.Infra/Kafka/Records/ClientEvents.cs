using Confluent.Kafka;

namespace LlmAnalytics.Infra.Kafka.Records;

/// <summary>
/// What librdkafka says of its troubles. The cause of a failure comes only this way; and without handlers it prints to stderr, forty lines a second while a
/// broker refuses connections.
/// </summary>
internal sealed class ClientEvents
{
    /// <summary>The last error or log line; null where there was none.</summary>
    public string? LastError { get; private set; }

    public void OnLog(IClient _, LogMessage line) => LastError = line.Message;

    public void OnError(IClient _, Error error) => LastError = error.Reason;
}
