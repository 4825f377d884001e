using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.KafkaProtocol.Tests.Messages;

/// <summary>Bytes written down by hand from the protocol's definition: a mistake that reading and writing share shows here.</summary>
public sealed class GoldenBytesTests
{
    private const string NoId = "00000000 00000000 00000000 00000000";

    [Fact]
    public void Header_of_a_flexible_request() => Check(
        new RequestHeader { ApiKey = ApiKey.ApiVersions, ApiVersion = 3, CorrelationId = 7, ClientId = "abc" }, 3, true, "0012 0003 00000007 0003 616263 00");

    [Fact]
    public void Header_of_an_old_request_without_a_client_id() => Check(
        new RequestHeader { ApiKey = ApiKey.SaslHandshake, ApiVersion = 1, CorrelationId = -1, ClientId = null }, 1, false, "0011 0001 ffffffff ffff");

    [Fact]
    public void ApiVersions_request_before_and_after_version_3()
    {
        var request = new ApiVersionsRequest { ClientSoftwareName = "ab", ClientSoftwareVersion = "1.0" };
        Check(request, 3, true, "03 6162 04 312e30 00");
        Assert.Empty(Write(request, 2, false));
    }

    [Fact]
    public void ApiVersions_response_of_version_0() => Check(
        new ApiVersionsResponse { ErrorCode = ErrorCode.UnsupportedVersion, ApiKeys = [new() { ApiKey = 18, MinVersion = 0, MaxVersion = 4 }] },
        0,
        false,
        "0023 00000001 0012 0000 0004");

    [Fact]
    public void ApiVersions_response_with_tagged_fields() => Check(
        new ApiVersionsResponse
        {
            ApiKeys = [new() { ApiKey = 18, MinVersion = 0, MaxVersion = 4 }],
            SupportedFeatures = [new() { Name = "f", MinVersion = 1, MaxVersion = 2 }],
            FinalizedFeaturesEpoch = 5,
            FinalizedFeatures = [new() { Name = "f", MaxVersionLevel = 2, MinVersionLevel = 1 }],
            ZkMigrationReady = true,
        },
        3,
        true,
        "0000  02 0012 0000 0004 00  00000000  04"
        + "00 08 02 02 66 0001 0002 00   01 08 0000000000000005   02 08 02 02 66 0002 0001 00   03 01 01");

    [Fact]
    public void Metadata_request_of_one_topic_and_of_all()
    {
        Check(
            new MetadataRequest { Topics = [new() { Name = "t" }], IncludeTopicAuthorizedOperations = true },
            12,
            true,
            "02 " + NoId + " 02 74 00  00  01  00");
        Check(new MetadataRequest { Topics = null }, 12, true, "00 00 00 00");
    }

    [Fact]
    public void Metadata_response() => Check(
        new MetadataResponse
        {
            Brokers = [new() { NodeId = 1, Host = "h", Port = 9092 }],
            ClusterId = "c",
            ControllerId = 1,
            Topics =
            [
                new()
                {
                    Name = "t",
                    TopicId = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
                    Partitions =
                    [
                        new() { PartitionIndex = 0, LeaderId = 1, LeaderEpoch = 3, ReplicaNodes = [1, 2], IsrNodes = [1], OfflineReplicas = [2] },
                    ],
                },
            ],
        },
        12,
        true,
        "00000000  02 00000001 02 68 00002384 00 00  02 63  00000001"
        + "02 0000 02 74 00112233 44556677 8899aabb ccddeeff 00"
        + "02 0000 00000000 00000001 00000003 03 00000001 00000002 02 00000001 02 00000002 00"
        + "80000000 00  00");

    [Fact]
    public void SaslHandshake()
    {
        Check(new SaslHandshakeRequest { Mechanism = "PLAIN" }, 1, false, "0005 504c41494e");
        Check(
            new SaslHandshakeResponse { ErrorCode = ErrorCode.UnsupportedSaslMechanism, Mechanisms = ["PLAIN"] },
            1,
            false,
            "0021 00000001 0005 504c41494e");
    }

    [Fact]
    public void CreatePartitions_request_without_assignments() => Check(
        new CreatePartitionsRequest { Topics = [new() { Name = "t", Count = 3, Assignments = null }], TimeoutMs = 1000, ValidateOnly = true },
        3,
        true,
        "02 02 74 00000003 00 00  000003e8  01  00");

    [Fact]
    public void CreateTopics_response_with_a_tagged_error() => Check(
        new CreateTopicsResponse { Topics = [new() { Name = "t", TopicConfigErrorCode = ErrorCode.TopicAuthorizationFailed, Configs = null }] },
        7,
        true,
        "00000000  02 02 74 " + NoId + " 0000 00 ffffffff ffff 00  01 00 02 001d  00");

    [Fact]
    public void IncrementalAlterConfigs_request() => Check(
        new IncrementalAlterConfigsRequest
        {
            Resources =
            [
                new()
                {
                    ResourceType = ConfigResourceType.BrokerLogger,
                    ResourceName = "1",
                    Configs = [new() { Name = "k", ConfigOperation = ConfigOperation.Subtract, Value = null }],
                },
            ],
        },
        1,
        true,
        "02 08 02 31 02 02 6b 03 00 00 00  00  00");

    [Fact]
    public void DescribeQuorum_response_with_the_greatest_port() => Check(
        new DescribeQuorumResponse { Nodes = [new() { NodeId = 1, Listeners = [new() { Name = "c", Host = "h", Port = 65535 }] }] },
        2,
        true,
        "0000 00 01  02 00000001 02 02 63 02 68 ffff 00 00  00");

    [Fact]
    public void ListOffsets_request_of_a_client()
    {
        var request = new ListOffsetsRequest
        {
            IsolationLevel = 1,
            Topics = [new() { Name = "t", Partitions = [new() { PartitionIndex = 2, Timestamp = ListOffsetsPartition.Earliest }] }],
            TimeoutMs = 9,
        };
        const string Until10 = "ffffffff 01 02 02 74 02 00000002 ffffffff fffffffffffffffe 00 00 ";
        Check(request, 10, true, Until10 + "00000009 00");
        Assert.Equal(Bytes(Until10 + "00"), Write(request, 9, true));
    }

    [Fact]
    public void Tagged_fields_that_are_not_declared_survive_in_their_order()
    {
        var bytes = Bytes("03 0102  02 00 00 c801 02 aabb");
        var request = new WireReader(bytes, 2, true).Read<SaslAuthenticateRequest>();
        Assert.Equal([0, 200], request.UnknownTags!.Select(tag => tag.Tag));
        Assert.Equal(bytes, Write(request, 2, true));
    }

    private static void Check<T>(T value, short version, bool isFlexible, string hex)
        where T : WireStruct, new()
    {
        var bytes = Bytes(hex);
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(Write(value, version, isFlexible)));
        var copy = new WireReader(bytes, version, isFlexible).Read<T>();
        Assert.Equal(MessageText.Of(value, version, isFlexible), MessageText.Of(copy));
    }

    private static byte[] Write(WireStruct value, short version, bool isFlexible)
    {
        var writer = new WireWriter(version, isFlexible);
        writer.Write(value);
        return writer.Written.ToArray();
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
