using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Handlers;

namespace LlmAnalytics.Sandbox.Kafka.Network;

/// <summary>A request as it came over the wire.</summary>
internal sealed class ServerRequest
{
    private readonly MessageCatalogEntry _entry;

    private ServerRequest(MessageCatalogEntry entry, RequestHeader header, KafkaMessage? message) => (_entry, Header, Message) = (entry, header, message);

    /// <summary>The header.</summary>
    public RequestHeader Header { get; }

    /// <summary>The body; null for an ApiVersions request in a version that is not known, which is to be answered all the same.</summary>
    public KafkaMessage? Message { get; }

    /// <summary>Reads a request.</summary>
    /// <returns>The request; null for one that the broker doesn't speak, at which it hangs up.</returns>
    /// <exception cref="WireFormatException">The bytes are no such request.</exception>
    public static ServerRequest? Read(ArraySegment<byte> frame)
    {
        var start = new WireReader(frame, version: 0, isFlexible: false);
        var key = (ApiKey)start.Int16(0);
        var version = start.Int16(0);
        if (HandlerTable.Find(key) is null || MessageCatalog.Find(key) is not { } entry)
        {
            return null;
        }

        var isKnown = version >= entry.Api.OldestVersion && version <= entry.Api.MaxVersion;
        if (!isKnown && key != ApiKey.ApiVersions)
        {
            return null;
        }

        var reader = new WireReader(frame, version, entry.Api.IsFlexible(version));
        var header = reader.Read<RequestHeader>();
        if (!isKnown)
        {
            return new ServerRequest(entry, header, message: null);
        }

        var message = entry.NewRequest();
        reader.Read(message);
        return new ServerRequest(entry, header, message);
    }

    /// <summary>An empty answer to the request.</summary>
    public KafkaMessage NewResponse() => _entry.NewResponse();

    /// <summary>The whole frame of an answer.</summary>
    public ReadOnlyMemory<byte> Frame(KafkaMessage response)
    {
        var version = Message is null ? (short)0 : Header.ApiVersion;
        var writer = new WireWriter(version, _entry.Api.IsFlexible(version));
        writer.BeginFrame();
        writer.Write(new ResponseHeader { CorrelationId = Header.CorrelationId }, ResponseHeader.IsFlexible(_entry.Api, version));
        writer.Write(response);
        writer.EndFrame();
        return writer.Written;
    }
}
