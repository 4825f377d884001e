using CsCheck;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Kafka.Problems;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Tests.Kafka.Problems;

public sealed class ConnectionProblemsTests
{
    private static readonly ConnectionFailure[] All = Enum.GetValues<ConnectionFailure>();

    [Theory]
    [InlineData(ConnectionFailure.HostNotFound, ErrorIds.KafkaHostNotFound)]
    [InlineData(ConnectionFailure.HostUnreachable, ErrorIds.KafkaHostUnreachable)]
    [InlineData(ConnectionFailure.Refused, ErrorIds.KafkaConnectionRefused)]
    [InlineData(ConnectionFailure.NotResponding, ErrorIds.KafkaBrokerNotResponding)]
    [InlineData(ConnectionFailure.Closed, ErrorIds.KafkaConnectionClosed)]
    [InlineData(ConnectionFailure.ServerCertificateExpired, ErrorIds.KafkaServerCertificateExpired)]
    [InlineData(ConnectionFailure.ServerCertificateWrongHost, ErrorIds.KafkaServerCertificateWrongHost)]
    [InlineData(ConnectionFailure.ServerCertificateUntrusted, ErrorIds.KafkaServerCertificateUntrusted)]
    [InlineData(ConnectionFailure.ClientCertificateRequired, ErrorIds.KafkaClientCertificateRequired)]
    [InlineData(ConnectionFailure.ClientCertificateExpired, ErrorIds.KafkaClientCertificateExpired)]
    [InlineData(ConnectionFailure.ClientCertificateRejected, ErrorIds.KafkaClientCertificateRejected)]
    [InlineData(ConnectionFailure.TlsHandshake, ErrorIds.KafkaTlsHandshakeFailed)]
    [InlineData(ConnectionFailure.ExpectsTls, ErrorIds.KafkaListenerExpectsTls)]
    [InlineData(ConnectionFailure.ExpectsPlaintext, ErrorIds.KafkaListenerExpectsPlaintext)]
    [InlineData(ConnectionFailure.NotABroker, ErrorIds.KafkaNotABroker)]
    [InlineData(ConnectionFailure.VersionNotSupported, ErrorIds.KafkaVersionNotSupported)]
    [InlineData(ConnectionFailure.MalformedResponse, ErrorIds.KafkaMalformedResponse)]
    [InlineData(ConnectionFailure.MechanismNotOffered, ErrorIds.KafkaMechanismNotOffered)]
    [InlineData(ConnectionFailure.AuthenticationRequired, ErrorIds.KafkaAuthenticationRequired)]
    [InlineData(ConnectionFailure.AuthenticationNotExpected, ErrorIds.KafkaAuthenticationNotExpected)]
    [InlineData(ConnectionFailure.AuthenticationFailed, ErrorIds.KafkaAuthenticationFailed)]
    [InlineData(ConnectionFailure.ServerNotAuthenticated, ErrorIds.KafkaServerNotAuthenticated)]
    public void Every_failure_has_its_ErrorId(ConnectionFailure failure, string errorId)
    {
        var problem = ConnectionProblems.From(Failed(failure, "b1"));
        Assert.Equal((errorId, "b1:9092", $"{failure} at b1"), (problem.ErrorId, problem.Target, problem.Message));
        Assert.NotEqual(ProblemCategory.NotSpecified, problem.Category);
        Assert.EndsWith(".", problem.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void No_failure_is_without_an_ErrorId() =>
        Assert.Equal(All.Length, All.Select(failure => ConnectionProblems.From(Failed(failure, "b1")).ErrorId).Distinct().Count());

    [Theory]
    [InlineData(ConnectionFailure.NotResponding, ConnectionFailure.Refused)]
    [InlineData(ConnectionFailure.NotResponding, ConnectionFailure.Closed)]
    [InlineData(ConnectionFailure.AuthenticationFailed, ConnectionFailure.NotResponding)]
    [InlineData(ConnectionFailure.AuthenticationFailed, ConnectionFailure.ServerCertificateExpired)]
    [InlineData(ConnectionFailure.ServerCertificateUntrusted, ConnectionFailure.Refused)]
    [InlineData(ConnectionFailure.ExpectsTls, ConnectionFailure.NotResponding)]
    [InlineData(ConnectionFailure.NotABroker, ConnectionFailure.TlsHandshake)]
    [InlineData(ConnectionFailure.Refused, ConnectionFailure.HostNotFound)]
    public void Among_several_brokers_the_failure_that_tells_most_gives_the_ErrorId(ConnectionFailure telling, ConnectionFailure other)
    {
        var expected = ConnectionProblems.From(Failed(telling, "b2")).ErrorId;
        foreach (Exception[] failures in new[] { [Failed(other, "b1"), Failed(telling, "b2")], new[] { Failed(telling, "b2"), Failed(other, "b1") } })
        {
            var problem = ConnectionProblems.From(new AggregateException(failures));
            Assert.Equal((expected, "b2:9092"), (problem.ErrorId, problem.Target));
        }
    }

    [Fact]
    public void The_message_names_every_broker_and_its_cause()
    {
        var problem = ConnectionProblems.From(new AggregateException(
            Failed(ConnectionFailure.Refused, "b1"), new AggregateException(Failed(ConnectionFailure.NotResponding, "b2")), Failed(ConnectionFailure.Refused, "b1"), new IOException("noise")));
        Assert.Equal("No broker could be used. Refused at b1 NotResponding at b2", problem.Message);
    }

    [Fact]
    public void A_failure_that_every_broker_would_repeat_stands_alone() =>
        Assert.Equal("AuthenticationFailed at b2", ConnectionProblems.From(
            new AggregateException(Failed(ConnectionFailure.Refused, "b1"), Failed(ConnectionFailure.AuthenticationFailed, "b2"))).Message);

    [Fact]
    public void Any_mix_of_failures_has_a_problem_that_names_them_all() =>
        Gen.Int[0, All.Length - 1].Array[1, 5].Sample(indices =>
        {
            var failures = indices.Select(index => All[index]).ToList();
            var problem = ConnectionProblems.From(Aggregate(failures));
            return ConnectionProblems.From(Aggregate(failures)) == problem
                && (failures.Exists(failure => Failed(failure, "b").IsDefinitive) || failures.TrueForAll(failure => problem.Message.Contains($"{failure} at", StringComparison.Ordinal)));
        });

    [Fact]
    public void Other_exceptions_are_no_connection_failures()
    {
        Assert.True(ConnectionProblems.IsConnectionFailure(Failed(ConnectionFailure.Closed, "b1")));
        Assert.True(ConnectionProblems.IsConnectionFailure(new AggregateException(new AggregateException(Failed(ConnectionFailure.Closed, "b1")))));
        Assert.False(ConnectionProblems.IsConnectionFailure(new AggregateException(new IOException())));
        Assert.False(ConnectionProblems.IsConnectionFailure(new OperationCanceledException()));
    }

    [Fact]
    public void The_exception_keeps_its_cause()
    {
        var cause = Failed(ConnectionFailure.Closed, "b1");
        var exception = ConnectionProblems.ToException(cause);
        Assert.Same(cause, exception.InnerException);
        Assert.Equal(exception.Problem.Message, exception.Message);
    }

    private static AggregateException Aggregate(IEnumerable<ConnectionFailure> failures) => new(failures.Select((failure, index) => Failed(failure, $"b{index}")));

    private static BrokerConnectionException Failed(ConnectionFailure failure, string host) => new(failure, new ServerEndPoint(host, 9092), $"{failure} at {host}");
}
