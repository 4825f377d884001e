using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Tests.Kafka.Problems;

public sealed class ProblemBoundaryTests
{
    private static readonly BrokerConnectionException Refused = new(ConnectionFailure.Refused, new ServerEndPoint("b1", 9092), "b1 refused");

    [Fact]
    public async Task Results_pass() => Assert.Equal(7, await ProblemBoundary.RunAsync(() => Task.FromResult(7)));

    [Fact]
    public async Task Connection_failures_become_problems()
    {
        var failure = await Assert.ThrowsAsync<ProblemException>(() => ProblemBoundary.RunAsync(() => Task.FromException<int>(new AggregateException(Refused))));
        Assert.Equal(ErrorIds.KafkaConnectionRefused, failure.Problem.ErrorId);
    }

    [Fact]
    public async Task A_closed_connection_is_a_problem_of_its_own()
    {
        var failure = await Assert.ThrowsAsync<ProblemException>(() => ProblemBoundary.RunAsync(() => Task.FromException<int>(new ObjectDisposedException("x"))));
        Assert.Equal(ErrorIds.KafkaConnectionDisposed, failure.Problem.ErrorId);
    }

    [Fact]
    public async Task Other_exceptions_pass() =>
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => ProblemBoundary.RunAsync(() => Task.FromException<int>(new InvalidTimeZoneException())));

    [Fact]
    public async Task A_stream_gives_its_results_before_its_failure()
    {
        var seen = new List<int>();
        var failure = await Assert.ThrowsAsync<ProblemException>(async () =>
        {
            await foreach (var item in ProblemBoundary.StreamAsync(_ => Failing(), CancellationToken.None))
            {
                seen.Add(item);
            }
        });
        Assert.Equal([1, 2], seen);
        Assert.Equal(ErrorIds.KafkaConnectionRefused, failure.Problem.ErrorId);

        static async IAsyncEnumerable<int> Failing()
        {
            yield return 1;
            await Task.Yield();
            yield return 2;
            throw Refused;
        }
    }
}
