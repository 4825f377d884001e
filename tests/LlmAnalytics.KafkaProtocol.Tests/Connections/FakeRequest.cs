using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>A request as the broker received it.</summary>
internal sealed class FakeRequest
{
    private FakeRequest(FakeConnection connection, RequestHeader header, KafkaMessage message) => (Connection, Header, Message) = (connection, header, message);

    public FakeConnection Connection { get; }

    public RequestHeader Header { get; }

    /// <summary>The body; empty where the broker doesn't know the version of an ApiVersions request, as with a real one.</summary>
    public KafkaMessage Message { get; }

    public static FakeRequest Read(FakeConnection connection, ArraySegment<byte> frame, short newestApiVersions)
    {
        var start = new WireReader(frame, version: 0, isFlexible: false);
        var entry = MessageCatalog.Find((ApiKey)start.Int16(0)) ?? throw new InvalidOperationException("A request that the library doesn't know.");
        var version = start.Int16(0);
        var reader = new WireReader(frame, version, entry.Api.IsFlexible(version));
        var header = reader.Read<RequestHeader>();
        var message = entry.NewRequest();
        if (header.ApiKey != ApiKey.ApiVersions || version <= newestApiVersions)
        {
            reader.Read(message);
            Assert.Equal(0, reader.Remaining);
        }

        return new FakeRequest(connection, header, message);
    }

    /// <summary>Answers.</summary>
    /// <param name="response">The body.</param>
    /// <param name="version">Its version; null for the request's.</param>
    public Task ReplyAsync(KafkaMessage response, short? version = null) => Connection.SendAsync(Frame(response, version));

    /// <summary>Answers with a body that need not be one.</summary>
    public Task ReplyAsync(ReadOnlySpan<byte> body)
    {
        var writer = NewWriter(Header.ApiVersion);
        foreach (var octet in body)
        {
            writer.Int8((sbyte)octet);
        }

        return Connection.SendAsync(Finish(writer));
    }

    /// <summary>The whole frame of an answer, for a test to spoil.</summary>
    public byte[] Frame(KafkaMessage response, short? version = null)
    {
        var writer = NewWriter(version ?? Header.ApiVersion);
        writer.Write(response);
        return Finish(writer);
    }

    private WireWriter NewWriter(short version)
    {
        var api = Message.Api;
        var writer = new WireWriter(version, api.IsFlexible(version));
        writer.BeginFrame();
        writer.Write(new ResponseHeader { CorrelationId = Header.CorrelationId }, ResponseHeader.IsFlexible(api, Header.ApiVersion));
        return writer;
    }

    private static byte[] Finish(WireWriter writer)
    {
        writer.EndFrame();
        return writer.Written.ToArray();
    }
}
