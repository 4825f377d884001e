using CsCheck;
using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.KafkaProtocol.Tests.Messages;

public sealed class MessageRoundTripTests
{
    [Theory]
    [MemberData(nameof(MessageFields.All), MemberType = typeof(MessageFields))]
    public void Read_gives_back_what_was_written(ApiKey key, short version, bool isRequest)
    {
        var empty = MessageFields.New(key, isRequest);
        var isFlexible = empty.Api.IsFlexible(version);
        MessageGen.Struct(empty.GetType(), version, isFlexible).Sample(
            generated =>
            {
                var message = (KafkaMessage)generated;
                var bytes = Write(message, version, isFlexible);

                var reader = new WireReader(bytes, version, isFlexible);
                var copy = MessageFields.New(key, isRequest);
                reader.Read(copy);

                Assert.Equal(MessageText.Of(message, version, isFlexible), MessageText.Of(copy));
                Assert.Equal(0, reader.Remaining);
                Assert.Equal(bytes, Write(copy, version, isFlexible));
            },
            iter: 60);
    }

    [Fact]
    public void The_header_of_a_request_keeps_its_old_client_id_and_its_tags()
    {
        Gen.Select(Gen.Short, Gen.Short, Gen.Int, Gen.String[0, 300].Null(), Gen.Bool).Sample((key, version, correlationId, clientId, isFlexible) =>
        {
            // A char on its own may be half a surrogate pair, which UTF-8 can't hold.
            clientId = clientId is null ? null : string.Concat(clientId.Where(c => !char.IsSurrogate(c)));
            var header = new RequestHeader
            {
                ApiKey = (ApiKey)key,
                ApiVersion = version,
                CorrelationId = correlationId,
                ClientId = clientId,
                UnknownTags = isFlexible ? [new UnknownTag(0, [1, 2])] : null,
            };
            var copy = new WireReader(Write(header, version, isFlexible), version, isFlexible).Read<RequestHeader>();
            Assert.Equal(MessageText.Of(header), MessageText.Of(copy));
        });
    }

    [Fact]
    public void The_catalogue_holds_every_request_of_the_library()
    {
        Assert.Equal(Enum.GetValues<ApiKey>().Order(), MessageCatalog.Entries.Select(entry => entry.Api.Key));
        Assert.All(MessageCatalog.Entries, entry =>
        {
            Assert.Same(entry.Api, entry.NewRequest().Api);
            Assert.Same(entry.Api, entry.NewResponse().Api);
            Assert.NotSame(entry.NewRequest(), entry.NewRequest());
            Assert.Same(entry, MessageCatalog.Find(entry.Api.Key));
        });
        Assert.Null(MessageCatalog.Find((ApiKey)999));
    }

    [Fact]
    public void Required_fields_are_not_written_as_null()
    {
        Assert.Throws<ArgumentNullException>(() => Write(new CreateTopicsRequest { Topics = null! }, 7, true));
        Assert.Throws<ArgumentNullException>(() => Write(new SaslHandshakeRequest { Mechanism = null! }, 1, false));
        Assert.Throws<ArgumentNullException>(() => Write(new SaslAuthenticateRequest { AuthBytes = null! }, 2, true));
        Assert.Throws<ArgumentNullException>(() => Write(new CreatePartitionsAssignment { BrokerIds = null! }, 3, true));
    }

    [Fact]
    public void A_text_too_long_for_the_old_format_is_refused() =>
        Assert.Throws<WireFormatException>(() => Write(new SaslHandshakeRequest { Mechanism = new string('x', short.MaxValue + 1) }, 1, false));

    private static byte[] Write(WireStruct value, short version, bool isFlexible)
    {
        var writer = new WireWriter(version, isFlexible);
        writer.Write(value);
        return writer.Written.ToArray();
    }
}
