using System.Diagnostics;
using System.Text;
using CsCheck;
using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.KafkaProtocol.Security;
using LlmAnalytics.Sandbox.Processes;
using LlmAnalytics.Testing;
using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>Whatever listens at the address: opening ends in time, by a <see cref="BrokerConnectionException"/> that says what it is.</summary>
[Collection(nameof(AloneCollection))]
public sealed class MalformedPeerTests
{
    private static readonly ConnectionOptions Impatient = new() { OpenTimeout = TimeSpan.FromMilliseconds(300) };

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", false, "HTTP/1.1 400 Bad Request")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", true, "SSH-2.0-OpenSSH_9.6..")]
    [InlineData("220 mail.example ESMTP\r\n", true, "220 mail.example ESMTP..")]
    [InlineData("-ERR unknown command\r\n", false, "-ERR unknown command..")]
    [InlineData("\u007f\u007f\u007f\u007f", false, "....")]
    public async Task What_speaks_another_protocol_is_quoted(string bytes, bool speaksFirst, string said)
    {
        foreach (var closes in new[] { false, true })
        {
            await using var server = new BytesServer { Bytes = Encoding.Latin1.GetBytes(bytes), SpeaksFirst = speaksFirst, Closes = closes };

            var failure = await server.OpenAsync().FailureAsync();

            Assert.Equal(ConnectionFailure.NotABroker, failure.Failure);
            Assert.Contains(server.Address, failure.Message, StringComparison.Ordinal);
            Assert.Contains($"'{said}'", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x7f, 0xff, 0xff, 0xff, 1, 2 }, ConnectionFailure.NotABroker)] // 2 GB
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 1, 2 }, ConnectionFailure.NotABroker)] // -1
    [InlineData(new byte[] { 0x80, 0x00, 0x00, 0x00 }, ConnectionFailure.NotABroker)] // the smallest there is
    [InlineData(new byte[] { 0, 0, 0, 2, 0xab, 0xcd }, ConnectionFailure.NotABroker)] // no room for a correlation id
    [InlineData(new byte[] { 0, 0, 0, 4, 0, 0, 0x10, 0 }, ConnectionFailure.NotABroker)] // an answer to another request
    [InlineData(new byte[] { 0, 0, 0, 4, 0, 0, 0, 1 }, ConnectionFailure.MalformedResponse)] // the right one, and nothing in it
    [InlineData(new byte[] { 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0xff, 0xff, 0xff }, ConnectionFailure.MalformedResponse)]
    [InlineData(new byte[] { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46 }, ConnectionFailure.ExpectsTls)] // a TLS alert: protocol_version
    [InlineData(new byte[] { 0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x0a }, ConnectionFailure.ExpectsTls)] // unexpected_message
    public async Task What_is_no_answer_is_told_apart_at_once(byte[] bytes, ConnectionFailure expected)
    {
        foreach (var closes in new[] { false, true })
        {
            await using var server = new BytesServer { Bytes = bytes, Closes = closes };

            var failure = await server.OpenAsync().FailureAsync();

            Assert.Equal(expected, failure.Failure);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_closes_at_once_is_closed(bool reset)
    {
        await using var server = new ClosingServer(reset);

        var failure = await server.OpenAsync().FailureAsync();

        Assert.Equal(ConnectionFailure.Closed, failure.Failure);
    }

    [Fact]
    public async Task Half_an_answer_and_an_end_is_closed()
    {
        await using var server = new BytesServer { Bytes = new byte[] { 0, 0, 1, 0, 0, 0, 0, 1, 0 }, Closes = true };

        Assert.Equal(ConnectionFailure.Closed, (await server.OpenAsync().FailureAsync()).Failure);
    }

    [Fact]
    public async Task Nobody_listening_is_refused()
    {
        var port = LoopbackPorts.Take(1)[0];

        var failure = await BrokerConnection.OpenAsync(new ServerEndPoint("localhost", port), new ConnectionOptions(), CancellationToken.None).FailureAsync();

        Assert.Equal(ConnectionFailure.Refused, failure.Failure);
        Assert.Contains($"localhost:{port}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_without_an_address_is_not_found()
    {
        var failure = await BrokerConnection.OpenAsync(new ServerEndPoint("no-such-host.invalid", 9092), new ConnectionOptions(), CancellationToken.None).FailureAsync();

        Assert.Equal(ConnectionFailure.HostNotFound, failure.Failure);
        Assert.Contains("no-such-host.invalid", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "ApiVersions")]
    [InlineData(true, "the TLS handshake")]
    public async Task Silence_ends_by_the_time_out_and_says_what_was_waited_for(bool tls, string said)
    {
        await using var server = new SilentServer();
        var watch = Stopwatch.StartNew();

        var failure = await server.OpenAsync(Impatient with { Tls = tls ? new TlsOptions() : null }).FailureAsync();

        Assert.Equal(ConnectionFailure.NotResponding, failure.Failure);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Silence_after_half_an_answer_ends_by_the_time_out()
    {
        await using var server = new BytesServer { Bytes = new byte[] { 0, 0, 1, 0, 0, 0, 0, 1, 0 } };

        Assert.Equal(ConnectionFailure.NotResponding, (await server.OpenAsync(Impatient).FailureAsync()).Failure);
    }

    [Fact]
    public async Task Silence_during_authentication_names_the_mechanism()
    {
        await using var broker = new FakeBroker();
        broker.On(ApiKey.SaslHandshake, _ => Task.CompletedTask);

        var failure = await broker.OpenAsync(Impatient with { Sasl = new PasswordCredentials("PLAIN", "user", "pencil") }).FailureAsync();

        Assert.Equal(ConnectionFailure.NotResponding, failure.Failure);
        Assert.Contains("authentication by PLAIN", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_token_gives_up_earlier_and_leaves_no_connection_open()
    {
        await using var broker = new FakeBroker();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        broker.On(ApiKey.ApiVersions, _ =>
        {
            asked.SetResult();
            return Task.CompletedTask;
        });
        using var cancellation = new CancellationTokenSource();
        var opening = BrokerConnection.OpenAsync(broker.EndPoint(), new ConnectionOptions { OpenTimeout = TimeSpan.FromHours(1) }, cancellation.Token);
        await asked.Task.InTime();

        await cancellation.CancelAsync();

        Assert.Equal(ConnectionFailure.NotResponding, (await opening.FailureAsync()).Failure);
    }

    [Fact]
    public Task Random_bytes_end_in_a_failure_soon_and_in_little_memory() => SampleAsync(Gen.Byte.Array[0, 100]);

    [Fact]
    public Task Spoiled_answers_end_in_a_failure_or_in_a_connection()
    {
        // What a broker answers to the first request, in version 4: some bytes of it changed, its end cut off, its size left or put right.
        var answer = new WireWriter(4, isFlexible: true);
        answer.Write(new ApiVersionsResponse { ApiKeys = [.. MessageCatalog.Entries.Select(entry => FakeBroker.Range(entry.Api.Key, entry.Api.MinVersion, entry.Api.MaxVersion))] });
        var size = answer.Written.Length + 4;
        byte[] frame = [0, 0, (byte)(size >> 8), (byte)size, 0, 0, 0, 1, .. answer.Written.Span];
        var spoiled = Gen.Select(Gen.Int[0, frame.Length - 1], Gen.Byte, Gen.Int[0, frame.Length - 1], Gen.Byte, Gen.Int[0, frame.Length], (first, a, second, b, length) =>
        {
            var bytes = frame.ToArray();
            bytes[first] = a;
            bytes[second] = b;
            return bytes[..Math.Max(length, first)];
        });
        return SampleAsync(spoiled);
    }

    private static async Task SampleAsync(Gen<byte[]> bytes)
    {
        const int iterations = 150;
        await using var server = new BytesServer { Closes = true };
        var before = GC.GetTotalAllocatedBytes();
        await bytes.SampleAsync(
            async answer =>
            {
                server.Bytes = answer;
                await OpenAnyhowAsync(server);
            },
            iter: iterations, threads: 1);

        // Nothing else runs meanwhile. Most of it is TLS, which the look at the port tries each time; a size taken at its word would cost 256 MB.
        Assert.InRange((GC.GetTotalAllocatedBytes() - before) / iterations, 0, 4 << 20);
    }

    private static async Task OpenAnyhowAsync(BytesServer server)
    {
        try
        {
            await (await server.OpenAsync()).DisposeAsync();
        }
        catch (BrokerConnectionException e)
        {
            Assert.Contains(e.Failure, new[]
            {
                ConnectionFailure.Closed, ConnectionFailure.NotABroker, ConnectionFailure.MalformedResponse, ConnectionFailure.VersionNotSupported, ConnectionFailure.ExpectsTls,
            });
            Assert.Contains(server.Address, e.Message, StringComparison.Ordinal);
        }
    }
}

/// <summary>Tests that measure the memory of the whole process, or times: nothing runs beside them.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
