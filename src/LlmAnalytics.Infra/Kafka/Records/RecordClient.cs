using System.Diagnostics;
using Confluent.Kafka;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Configuration;
using LlmAnalytics.Infra.Kafka.Problems;

namespace LlmAnalytics.Infra.Kafka.Records;

/// <summary>Produces and consumes records through librdkafka, configured from the same settings as the protocol client.</summary>
internal sealed class RecordClient(KafkaSettings settings, Func<bool> isClosed) : IKafkaRecords
{
    private static readonly TimeSpan ConsumePause = TimeSpan.FromMilliseconds(100);

    public async Task<long> ProduceAsync(string topic, int partition, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        if (isClosed())
        {
            throw ProblemBoundary.Closed(null); // the certificates that librdkafka would be given are freed by now
        }

        var events = new ClientEvents();
        using var producer = BuildProducer(events);
        return await ProduceAsync(producer, events, topic, partition, value, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Produces a record to partition 0 with acks=all and reads it back.</summary>
    /// <param name="topic">An existing topic whose leaders serve.</param>
    /// <param name="value">The record's value.</param>
    /// <param name="cancellationToken">The caller's deadline and stop in one.</param>
    /// <exception cref="ProblemException">The record was not acknowledged or not read back, or librdkafka can't be loaded on this platform.</exception>
    public async Task<RoundTrip> RoundTripAsync(string topic, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        // The consumer is ready before the record is sent: its first fetch waits for the followers of a topic made just now.
        var events = new ClientEvents();
        using var consumer = BuildConsumer(events);
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        using var producer = BuildProducer(events);
        var startedAt = Stopwatch.GetTimestamp();
        await ProduceAsync(producer, events, topic, 0, value, cancellationToken).ConfigureAwait(false);
        var produceMs = Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds;
        startedAt = Stopwatch.GetTimestamp();
        await Task.Run(() => Consume(consumer, events, topic, value, cancellationToken), CancellationToken.None).ConfigureAwait(false);
        var consumeMs = Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds;
        consumer.Unassign();
        return new RoundTrip(produceMs, consumeMs);
    }

    private static async Task<long> ProduceAsync(
        IProducer<Null, byte[]> producer, ClientEvents events, string topic, int partition, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        try
        {
            var sent = producer.ProduceAsync(new TopicPartition(topic, partition), new Message<Null, byte[]> { Value = value.ToArray() }, cancellationToken);
            var result = await sent.WaitAsync(cancellationToken).ConfigureAwait(false); // a frozen broker doesn't end librdkafka's own wait
            return result.Offset.Value;
        }
        catch (Exception e) when (e is KafkaException or OperationCanceledException)
        {
            throw new ProblemException(NotAcknowledged(topic, partition, events.LastError ?? e.Message, e), e);
        }
    }

    /// <summary>Reads until the record comes. librdkafka's consumer blocks, so this runs on a thread of its own.</summary>
    private static void Consume(IConsumer<Ignore, byte[]> consumer, ClientEvents events, string topic, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (consumer.Consume(ConsumePause) is { Message.Value: { } read } && value.Span.SequenceEqual(read))
                {
                    return;
                }
            }
        }
        catch (KafkaException e)
        {
            throw new ProblemException(NotReadBack(topic, events.LastError ?? e.Message), e);
        }

        throw new ProblemException(NotReadBack(topic, events.LastError ?? "the time was up"));
    }

    private IProducer<Null, byte[]> BuildProducer(ClientEvents events)
    {
        var config = new ProducerConfig(settings.ToLibrdkafka().ToDictionary())
        {
            Acks = Acks.All,
            LingerMs = 0,
            EnableMetricsPush = false,
            AllowAutoCreateTopics = false,
        };
        var builder = new ProducerBuilder<Null, byte[]>(config).SetLogHandler(events.OnLog).SetErrorHandler(events.OnError);
        if (settings.TokenClient is { } tokens)
        {
            builder.SetOAuthBearerTokenRefreshHandler((client, _) => RefreshToken(client, tokens));
        }

        return Build(builder.Build);
    }

    private IConsumer<Ignore, byte[]> BuildConsumer(ClientEvents events)
    {
        var config = new ConsumerConfig(settings.ToLibrdkafka().ToDictionary())
        {
            GroupId = "llm-analytics-round-trip", // asked for by the builder; no group is joined, since partitions are assigned by hand
            EnableAutoCommit = false,
            EnableMetricsPush = false,
            AllowAutoCreateTopics = false,
            FetchWaitMaxMs = 50,
        };
        var builder = new ConsumerBuilder<Ignore, byte[]>(config).SetLogHandler(events.OnLog).SetErrorHandler(events.OnError);
        if (settings.TokenClient is { } tokens)
        {
            builder.SetOAuthBearerTokenRefreshHandler((client, _) => RefreshToken(client, tokens));
        }

        return Build(builder.Build);
    }

    private static T Build<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new ProblemException(
                new Problem(ErrorIds.NativeLibraryUnavailable, ProblemCategory.NotImplemented,
                    $"librdkafka could not be loaded on {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}: {e.GetBaseException().Message}", null,
                    "Use Linux (x64, arm64), macOS or Windows x64; only producing and consuming need this library, all administration works without it."),
                e);
        }
    }

    /// <summary>librdkafka calls this on a thread of its own and wants to be told of the token or the failure, not to be answered.</summary>
    private static void RefreshToken(IClient client, OidcTokenClient tokens) => _ = RefreshTokenAsync(client, tokens);

    private static async Task RefreshTokenAsync(IClient client, OidcTokenClient tokens)
    {
        try
        {
            var token = await tokens.GetTokenAsync(CancellationToken.None).ConfigureAwait(false);
            client.OAuthBearerSetToken(token.Value, token.ExpiresAt.ToUnixTimeMilliseconds(), token.Principal);
        }
        catch (ProblemException e)
        {
            client.OAuthBearerSetTokenFailure(e.Message);
        }
    }

    private static Problem NotReadBack(string topic, string cause) => new(ErrorIds.OutcomeUnknown, ProblemCategory.OperationTimeout,
        $"The record in topic '{topic}' was not read back: {cause}", topic, "Look at the partition's leader and ISR with Get-LlmKafkaTopic -Detailed.");

    private static Problem NotAcknowledged(string topic, int partition, string cause, Exception failure) => failure switch
    {
        ProduceException<Null, byte[]> { Error.Code: ErrorCode.TopicAuthorizationFailed } => new Problem(ErrorIds.KafkaAuthorizationFailed, ProblemCategory.PermissionDenied,
            $"Topic '{topic}': the user lacks the right WRITE on the topic.", topic, "Have an administrator grant WRITE on the topic."),
        _ => new Problem(ErrorIds.OutcomeUnknown, ProblemCategory.OperationTimeout,
            $"The record for partition {partition} of topic '{topic}' was not acknowledged: {cause}", topic, "Look at the partition's leader and ISR with Get-LlmKafkaTopic -Detailed."),
    };
}
