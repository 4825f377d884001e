using System.Globalization;
using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.KafkaProtocol.Tests.Messages;

/// <summary>
/// Frames recorded between Kafka 4.3.1's brokers and its own command line tools (all requests, and responses of the newest versions), and that brokers
/// gave to this library (responses of older versions). Header and body, without the size before them. One broker of three was frozen for some of them.
/// </summary>
public sealed class CapturedFrameTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Captures");

    public static TheoryData<string> Names() => [.. Directory.GetFiles(Folder, "*.frame").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_frame_is_read_whole_and_written_back_byte_by_byte(string name)
    {
        var frame = File.ReadAllBytes(Path.Combine(Folder, name + ".frame"));
        var (header, body, version) = Decode(name, frame);

        var headerFlexible = HeaderIsFlexible(header, body.Api, version);
        var headerWriter = new WireWriter(version, headerFlexible);
        headerWriter.Write(header);
        var bodyWriter = new WireWriter(version, body.Api.IsFlexible(version));
        bodyWriter.Write(body);

        Assert.Equal(Convert.ToHexString(frame), Convert.ToHexString([.. headerWriter.Written.Span, .. bodyWriter.Written.Span]));
        if (header is RequestHeader request)
        {
            Assert.Equal(body.Api.Key, request.ApiKey);
            Assert.Equal(version, request.ApiVersion);
        }
    }

    [Fact]
    public void Every_response_is_there_in_its_oldest_and_its_newest_version() => Assert.All(MessageCatalog.Entries, entry =>
    {
        Assert.True(File.Exists(Path.Combine(Folder, $"{entry.Api.Key}-v{entry.Api.MinVersion}-response-1.frame")));
        Assert.True(File.Exists(Path.Combine(Folder, $"{entry.Api.Key}-v{entry.Api.MaxVersion}-response-1.frame")));
    });

    [Fact]
    public void A_reassignment_in_progress()
    {
        var topic = Assert.Single(Read<ListPartitionReassignmentsResponse>("ListPartitionReassignments-v0-response-1").Topics);
        var partition = Assert.Single(topic.Partitions);
        Assert.Equal("llm-requests", topic.Name);
        Assert.Equal([1, 3, 2], partition.Replicas);
        Assert.Equal([3], partition.AddingReplicas);
        Assert.Equal([2], partition.RemovingReplicas);
    }

    [Fact]
    public void A_fenced_broker_is_told_from_version_2_on()
    {
        var brokers = Read<DescribeClusterResponse>("DescribeCluster-v2-response-1").Brokers;
        Assert.Equal([(1, false), (2, false), (3, true)], brokers.Select(broker => (broker.BrokerId, broker.IsFenced)));
        Assert.Equal(["rack1", "rack2", "rack3"], brokers.Select(broker => broker.Rack));
        Assert.Equal([1, 2], Read<DescribeClusterResponse>("DescribeCluster-v1-response-1").Brokers.Select(broker => broker.BrokerId));
    }

    [Fact]
    public void An_unknown_version_is_answered_with_the_versions_in_the_oldest_form()
    {
        var response = Read<ApiVersionsResponse>("ApiVersions-v0-response-unsupported");
        Assert.Equal(ErrorCode.UnsupportedVersion, response.ErrorCode);
        var own = Assert.Single(response.ApiKeys);
        Assert.Equal(((short)ApiKey.ApiVersions, (short)0, (short)4), (own.ApiKey, own.MinVersion, own.MaxVersion));
    }

    [Fact]
    public void The_broker_speaks_every_version_that_is_declared()
    {
        var spoken = Read<ApiVersionsResponse>("ApiVersions-v4-response-1").ApiKeys.ToDictionary(api => api.ApiKey);
        Assert.All(MessageCatalog.Entries.Select(entry => entry.Api), api =>
        {
            Assert.InRange(api.MinVersion, spoken[(short)api.Key].MinVersion, spoken[(short)api.Key].MaxVersion);
            Assert.InRange(api.MaxVersion, spoken[(short)api.Key].MinVersion, spoken[(short)api.Key].MaxVersion);
        });
    }

    [Fact]
    public void Settings_with_their_source_and_type()
    {
        var results = Read<DescribeConfigsResponse>("DescribeConfigs-v4-response-2").Results;
        var setting = results.Single(result => result.ErrorCode == ErrorCode.None).Configs.Single(config => config.Name == "retention.ms");
        Assert.Equal(("7200000", ConfigSource.TopicConfig, ConfigType.Long), (setting.Value, setting.ConfigSource, setting.ConfigType));
        Assert.Equal(ConfigSource.TopicConfig, setting.Synonyms[0].Source);
    }

    [Fact]
    public void Acls_by_resource_with_the_kinds_of_resources_that_came_late()
    {
        var resources = Read<DescribeAclsResponse>("DescribeAcls-v3-response-1").Resources;
        Assert.Equal(
            [
                "Allow CreateTokens on User Literal User:bob to User:alice from *",
                "Allow Describe on Topic Prefixed llm- to User:alice from *",
                "Allow Read on Topic Prefixed llm- to User:alice from *",
                "Deny All on Group Literal * to User:bob from 127.0.0.1",
            ],
            resources.SelectMany(resource => resource.Acls.Select(acl =>
                $"{acl.PermissionType} {acl.Operation} on {resource.ResourceType} {resource.PatternType} {resource.ResourceName} to {acl.Principal} from {acl.Host}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_filter_by_what_applies_to_a_resource()
    {
        var request = Read<DescribeAclsRequest>("DescribeAcls-v3-request-2");
        Assert.Equal(
            (AclResourceType.Topic, "llm-events", AclPatternType.Match, null, null, AclOperation.Any, AclPermissionType.Any),
            (request.ResourceTypeFilter, request.ResourceNameFilter, request.PatternTypeFilter, request.PrincipalFilter, request.HostFilter, request.Operation, request.PermissionType));
    }

    [Fact]
    public void What_became_of_acls_that_were_to_be_created_or_deleted()
    {
        Assert.Equal([ErrorCode.None, ErrorCode.None], Read<CreateAclsResponse>("CreateAcls-v3-response-1").Results.Select(result => result.ErrorCode));
        Assert.Equal(ErrorCode.InvalidRequest, Assert.Single(Read<CreateAclsResponse>("CreateAcls-v3-response-4").Results).ErrorCode);
        var deleted = Assert.Single(Assert.Single(Read<DeleteAclsResponse>("DeleteAcls-v3-response-1").FilterResults).MatchingAcls);
        Assert.Equal((AclResourceType.Topic, "llm-", AclPatternType.Prefixed, AclOperation.Read), (deleted.ResourceType, deleted.ResourceName, deleted.PatternType, deleted.Operation));
    }

    private static T Read<T>(string name)
        where T : KafkaMessage => Assert.IsType<T>(Decode(name, File.ReadAllBytes(Path.Combine(Folder, name + ".frame"))).Body);

    private static (WireStruct Header, KafkaMessage Body, short Version) Decode(string name, byte[] frame)
    {
        var parts = name.Split('-');
        var version = short.Parse(parts[1].AsSpan(1), CultureInfo.InvariantCulture);
        var body = MessageFields.New(Enum.Parse<ApiKey>(parts[0]), isRequest: parts[2] == "request");
        WireStruct header = parts[2] == "request" ? new RequestHeader() : new ResponseHeader();

        var reader = new WireReader(frame, version, HeaderIsFlexible(header, body.Api, version));
        reader.Read(header);
        reader = new WireReader(new ArraySegment<byte>(frame, frame.Length - reader.Remaining, reader.Remaining), version, body.Api.IsFlexible(version));
        reader.Read(body);
        Assert.Equal(0, reader.Remaining);
        return (header, body, version);
    }

    private static bool HeaderIsFlexible(WireStruct header, ApiSpec api, short version) =>
        header is RequestHeader ? api.IsFlexible(version) : ResponseHeader.IsFlexible(api, version);
}
