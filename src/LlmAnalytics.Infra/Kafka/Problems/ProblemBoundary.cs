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
        catch (Exception e) when (Find<ObjectDisposedException>(e) is not null)
        {
            throw Closed(e);
        }
        catch (AggregateException e) when (Find<ProblemException>(e) is { } known)
        {
            throw new ProblemException(known.Problem, e); // of opening a connection: no token, say
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

    /// <summary>What a closed connection is answered with.</summary>
    public static ProblemException Closed(Exception? cause) => new(
        new Problem(ErrorIds.KafkaConnectionDisposed, ProblemCategory.InvalidOperation, "The connection is closed.", null, "Open a new one with Connect-LlmKafka."), cause);

    private static T? Find<T>(Exception failure)
        where T : Exception =>
        failure as T ?? (failure as AggregateException)?.Flatten().InnerExceptions.OfType<T>().FirstOrDefault();
}
