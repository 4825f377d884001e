using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kafka.Problems;

/// <summary>The edge of the engine: behind it failures are the protocol client's exceptions, before it they are problems with an ErrorId.</summary>
internal static class ProblemBoundary
{
    /// <summary>Runs an operation.</summary>
    public static async Task<T> RunAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation().ConfigureAwait(false);
        }
        catch (ObjectDisposedException e)
        {
            throw Closed(e);
        }
        catch (Exception e) when (ConnectionProblems.IsConnectionFailure(e))
        {
            throw ConnectionProblems.ToException(e);
        }
    }

    /// <summary>Runs an operation that streams.</summary>
    public static async IAsyncEnumerable<T> StreamAsync<T>(
        Func<CancellationToken, IAsyncEnumerable<T>> operation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var results = operation(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await RunAsync(() => results.MoveNextAsync().AsTask()).ConfigureAwait(false))
        {
            yield return results.Current;
        }
    }

    private static ProblemException Closed(ObjectDisposedException cause) => new(
        new Problem(ErrorIds.KafkaConnectionDisposed, ProblemCategory.InvalidOperation, "The connection is closed.", null, "Open a new one with Connect-LlmKafka."), cause);
}
