using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>Which version of a request is sent to which broker.</summary>
public sealed class NegotiationTests : FakeBrokerTests
{
    [Theory]
    [InlineData(0, 99, 13)]
    [InlineData(0, 12, 12)]
    [InlineData(11, 11, 11)]
    [InlineData(13, 20, 13)]
    public async Task The_highest_version_in_common_is_sent(short min, short max, short sent)
    {
        Broker.Versions = [FakeBroker.Range(ApiKey.Metadata, min, max)];
        await using var connection = await Broker.OpenAsync();

        Assert.Equal("here", await connection.AskAsync("here").InTime());

        Assert.Equal(sent, Broker.Requests.Single(request => request.Header.ApiKey == ApiKey.Metadata).Header.ApiVersion);
    }

    [Theory]
    [InlineData(0, 10, "0 to 10")]
    [InlineData(14, 20, "14 to 20")]
    public async Task Without_a_version_in_common_nothing_is_sent_and_both_ranges_are_named(short min, short max, string said)
    {
        Broker.Versions = [FakeBroker.Range(ApiKey.Metadata, min, max)];
        await using var connection = await Broker.OpenAsync();

        var failure = await connection.AskAsync("never").FailureAsync();

        Assert.Equal(ConnectionFailure.VersionNotSupported, failure.Failure);
        Assert.False(failure.RequestMayHaveBeenReceived);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.Contains("11 to 13", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, connection.RequestCount);
        Assert.True(connection.IsUsable);
    }

    [Fact]
    public async Task A_request_that_the_broker_does_not_speak_is_not_sent()
    {
        Broker.Versions = [FakeBroker.Range(ApiKey.Metadata, 0, 13), FakeBroker.Range((ApiKey)9999, 0, 1)];
        await using var connection = await Broker.OpenAsync();

        var failure = await Assert.ThrowsAsync<BrokerConnectionException>(() => connection.SendAsync(new DescribeQuorumRequest(), CancellationToken.None));

        Assert.Equal(ConnectionFailure.VersionNotSupported, failure.Failure);
        Assert.Contains("DescribeQuorum", failure.Message, StringComparison.Ordinal);
        Assert.Equal("other", await connection.AskAsync("other").InTime());
    }

    [Theory]
    [InlineData(2, true, 2)]
    [InlineData(0, true, 0)]
    [InlineData(3, true, 3)]
    [InlineData(2, false, 0)] // before Kafka 2.4 the answer names no range
    public async Task An_older_broker_is_asked_again_in_a_version_that_it_knows(short newest, bool names, short second)
    {
        Broker.NewestApiVersions = newest;
        Broker.NamesApiVersions = names;
        await using var connection = await Broker.OpenAsync();

        Assert.Equal([4, second], Broker.Requests.Select(request => (int)request.Header.ApiVersion));
        Assert.Equal("works", await connection.AskAsync("works").InTime());
    }

    [Fact]
    public async Task The_client_says_who_it_is()
    {
        await using var connection = await Broker.OpenAsync(new ConnectionOptions { ClientId = "my-client", ClientVersion = "1.2.3" });

        var request = Broker.Requests.Single();
        var versions = Assert.IsType<ApiVersionsRequest>(request.Message);
        Assert.Equal(("my-client", "1.2.3", "my-client"), (versions.ClientSoftwareName, versions.ClientSoftwareVersion, request.Header.ClientId));
    }

    [Theory]
    [InlineData(ErrorCode.InvalidRequest, "INVALID_REQUEST")]
    [InlineData(ErrorCode.UnsupportedVersion, "UNSUPPORTED_VERSION")] // again and again
    public async Task A_broker_that_does_not_say_its_versions_is_given_up(ErrorCode error, string said)
    {
        Broker.On(ApiKey.ApiVersions, request => request.ReplyAsync(new ApiVersionsResponse { ErrorCode = error }, error == ErrorCode.UnsupportedVersion ? (short)0 : null));

        var failure = await Broker.OpenAsync().FailureAsync();

        Assert.Equal(ConnectionFailure.VersionNotSupported, failure.Failure);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.InRange(Broker.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task Each_step_is_announced()
    {
        var steps = new List<string>();
        await using var connection = await BrokerConnection.OpenAsync(Broker.EndPoint(), new ConnectionOptions(), CancellationToken.None, steps.Add).InTime();

        Assert.Collection(steps,
            step => Assert.Contains("look-up", step, StringComparison.Ordinal),
            step => Assert.Contains($"TCP connection to {Broker.Address}", step, StringComparison.Ordinal),
            step => Assert.Contains("ApiVersions", step, StringComparison.Ordinal));
    }
}
