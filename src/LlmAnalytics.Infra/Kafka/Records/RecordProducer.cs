using Confluent.Kafka;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Configuration;
using LlmAnalytics.Infra.Kafka.Problems;

namespace LlmAnalytics.Infra.Kafka.Records;

/// <summary>Produces records through librdkafka, configured from the same settings as the protocol client.</summary>
internal sealed class RecordProducer(KafkaSettings settings, Func<bool> isClosed) : IKafkaRecords
{
    public async Task<long> ProduceAsync(string topic, int partition, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        if (isClosed())
        {
            throw ProblemBoundary.Closed(null); // the certificates that librdkafka would be given are freed by now
        }

        // What librdkafka knows of the cause of a failure comes only through its events; without handlers it prints to stderr.
        string? lastError = null;
        using var producer = Build(error => lastError = error);
        try
        {
            var sent = producer.ProduceAsync(new TopicPartition(topic, partition), new Message<Null, byte[]> { Value = value.ToArray() }, cancellationToken);
            var result = await sent.WaitAsync(cancellationToken).ConfigureAwait(false); // a frozen broker doesn't end librdkafka's own wait
            return result.Offset.Value;
        }
        catch (Exception e) when (e is KafkaException or OperationCanceledException)
        {
            throw new ProblemException(NotAcknowledged(topic, partition, lastError ?? e.Message, e), e);
        }
    }

    private IProducer<Null, byte[]> Build(Action<string> onError)
    {
        var config = new ProducerConfig(settings.ToLibrdkafka().ToDictionary())
        {
            Acks = Acks.All,
            LingerMs = 0,
            EnableMetricsPush = false,
            AllowAutoCreateTopics = false,
        };
        var builder = new ProducerBuilder<Null, byte[]>(config)
            .SetLogHandler((_, line) => onError(line.Message))
            .SetErrorHandler((_, error) => onError(error.Reason));
        if (settings.TokenClient is { } tokens)
        {
            builder.SetOAuthBearerTokenRefreshHandler((client, _) => RefreshToken(client, tokens));
        }

        try
        {
            return builder.Build();
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

    private static Problem NotAcknowledged(string topic, int partition, string cause, Exception failure) => failure switch
    {
        ProduceException<Null, byte[]> { Error.Code: ErrorCode.TopicAuthorizationFailed } => new Problem(ErrorIds.KafkaAuthorizationFailed, ProblemCategory.PermissionDenied,
            $"Topic '{topic}': the user lacks the right WRITE on the topic.", topic, "Have an administrator grant WRITE on the topic."),
        _ => new Problem(ErrorIds.OutcomeUnknown, ProblemCategory.OperationTimeout,
            $"The record for partition {partition} of topic '{topic}' was not acknowledged: {cause}", topic, "Look at the partition's leader and ISR with Get-LlmKafkaTopic -Detailed."),
    };
}
