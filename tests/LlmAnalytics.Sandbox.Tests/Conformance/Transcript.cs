using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Tests.Kafka;
using LlmAnalytics.Testing;

namespace LlmAnalytics.Sandbox.Tests.Conformance;

/// <summary>
/// What a cluster answered in a scenario, field by field, without what differs between any two clusters: ports and ids have names in their place, and what
/// comes in no order is sorted. Two clusters behave alike where their transcripts are the same.
/// </summary>
internal sealed class Transcript(ClusterUnderTest cluster) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private static readonly HashSet<string> Left = ["Api", "UnknownTags", "ThrottleTimeMs"];

    // Masked: what time, chance or the machine decides.
    private static readonly HashSet<string> Masked =
        ["Port", "ControllerId", "LeaderId", "HighWatermark", "LogEndOffset", "LastFetchTimestamp", "LastCaughtUpTimestamp", "LogDir", "TotalBytes", "UsableBytes", "Documentation", "ProducerId", "FinalizedFeaturesEpoch", "ClientHost"];

    private static readonly HashSet<string> Sorted = ["ReplicaNodes", "IsrNodes", "OfflineReplicas"];

    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _ids = [];
    private readonly Dictionary<(int Broker, string? User), RawClient> _clients = [];

    /// <summary>The whole transcript.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Asks a broker, notes the answer and gives it back.</summary>
    public async Task<T> AskAsync<T>(string what, KafkaRequest<T> request, int broker = 1, string? user = null, short? version = null)
        where T : KafkaMessage, new()
    {
        T response;
        try
        {
            response = await QuietlyAsync(request, broker, user, version);
        }
        catch (EndOfStreamException)
        {
            Note(what, "the broker hangs up");
            await _clients[(broker, user)].DisposeAsync();
            _clients.Remove((broker, user));
            return new T();
        }

        var node = JsonSerializer.SerializeToNode(response, response.GetType(), Json)!;
        _text.Append("## ").Append(what).Append('\n').Append(Normal(node)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true })).Append('\n');
        return response;
    }

    /// <summary>Notes something else.</summary>
    public void Note(string what, string? text) => _text.Append("## ").Append(what).Append('\n').Append(text ?? "null").Append('\n');

    /// <summary>Asks a broker and notes nothing.</summary>
    public async Task<T> QuietlyAsync<T>(KafkaRequest<T> request, int broker = 1, string? user = null, short? version = null)
        where T : KafkaMessage, new()
    {
        if (!_clients.TryGetValue((broker, user), out var client))
        {
            client = await RawClient.ConnectAsync(cluster.Broker(broker).Address(user is null ? ListenerKind.Plaintext : ListenerKind.Sasl), user);
            _clients.Add((broker, user), client);
        }

        return await client.SendAsync(request, version);
    }

    /// <summary>Creates topics of three replicas and waits until their leaders serve.</summary>
    public async Task CreateAsync(string name, int partitions = 1, params (string Name, string Value)[] settings) => await CreateAsync(name, partitions, null, settings);

    /// <summary>Creates a topic of one partition on brokers, the first of which leads.</summary>
    public async Task CreateOnAsync(string name, int[] brokers, params (string Name, string Value)[] settings) => await CreateAsync(name, 1, brokers, settings);

    private async Task CreateAsync(string name, int partitions, int[]? brokers, (string Name, string Value)[] settings)
    {
        await QuietlyAsync(new CreateTopicsRequest
        {
            Topics =
            [
                new CreatableTopic
                {
                    Name = name,
                    NumPartitions = brokers is null ? partitions : -1,
                    ReplicationFactor = brokers is null ? (short)3 : (short)-1,
                    Assignments = brokers is null ? [] : [new CreatableReplicaAssignment { BrokerIds = brokers }],
                    Configs = [.. settings.Select(setting => new CreatableTopicConfig { Name = setting.Name, Value = setting.Value })],
                },
            ],
        });
        await ServingAsync(name, partitions);
    }

    /// <summary>Waits until every broker knows the topic with a full ISR, and its leaders serve.</summary>
    public Task ServingAsync(string name, int partitions = 1) => UntilAsync(async () =>
    {
        foreach (var broker in cluster.Brokers.Select(broker => broker.Id))
        {
            var topic = (await QuietlyAsync(new MetadataRequest { Topics = [new() { Name = name }] }, broker)).Topics.Single();
            if (topic.ErrorCode != ErrorCode.None || topic.Partitions.Length < partitions || topic.Partitions.Any(partition => partition.LeaderId < 0 || partition.IsrNodes.Length < partition.ReplicaNodes.Length))
            {
                return false;
            }

            foreach (var partition in topic.Partitions.Where(partition => partition.LeaderId == broker))
            {
                var offsets = await QuietlyAsync(Latest(name, partition.PartitionIndex), broker);
                if (offsets.Topics[0].Partitions[0].ErrorCode != ErrorCode.None)
                {
                    return false;
                }
            }
        }

        return true;
    });

    /// <summary>Waits until no broker knows the topic.</summary>
    public Task GoneAsync(string name) => UntilAsync(async () =>
    {
        foreach (var broker in cluster.Brokers.Select(broker => broker.Id))
        {
            if ((await QuietlyAsync(new MetadataRequest { Topics = [new() { Name = name }] }, broker)).Topics.Single().ErrorCode != ErrorCode.UnknownTopicOrPartition)
            {
                return false;
            }
        }

        return true;
    });

    /// <summary>Waits until every broker knows as many ACLs as there are then.</summary>
    public Task KnowAclsAsync(int count) => EveryBrokerAsync(async broker => (await QuietlyAsync(new DescribeAclsRequest(), broker)).Resources.Sum(resource => resource.Acls.Length) == count);

    /// <summary>Waits until every broker shows a setting with a value from a source; of a broker, that one alone.</summary>
    public Task KnowSettingAsync(ConfigResourceType type, string name, string setting, string value, ConfigSource source) => EveryBrokerAsync(async broker =>
    {
        var request = new DescribeConfigsRequest { Resources = [new() { ResourceType = type, ResourceName = name, ConfigurationKeys = [setting] }] };
        var found = (await QuietlyAsync(request, type == ConfigResourceType.Broker ? int.Parse(name, System.Globalization.CultureInfo.InvariantCulture) : broker)).Results[0].Configs.SingleOrDefault();
        return found?.ConfigSource == source && found.Value == value;
    });

    /// <summary>The leader of a partition.</summary>
    public async Task<int> LeaderAsync(string topic, int partition = 0) =>
        (await QuietlyAsync(new MetadataRequest { Topics = [new() { Name = topic }] })).Topics.Single().Partitions.Single(p => p.PartitionIndex == partition).LeaderId;

    /// <summary>The id of a topic.</summary>
    public async Task<Guid> IdAsync(string topic) => (await QuietlyAsync(new MetadataRequest { Topics = [new() { Name = topic }] })).Topics.Single().TopicId;

    private Task EveryBrokerAsync(Func<int, Task<bool>> knows) => UntilAsync(async () =>
    {
        foreach (var broker in cluster.Brokers.Select(broker => broker.Id))
        {
            if (!await knows(broker))
            {
                return false;
            }
        }

        return true;
    });

    /// <summary>Waits for a state, which a real cluster reaches late.</summary>
    public static async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await reached())
        {
            await Task.Delay(50, deadline.Token);
        }
    }

    public static ListOffsetsRequest Latest(string topic, int partition) => At(topic, partition, ListOffsetsPartition.Latest);

    public static ListOffsetsRequest At(string topic, int partition, long timestamp) =>
        new() { Topics = [new() { Name = topic, Partitions = [new() { PartitionIndex = partition, Timestamp = timestamp }] }] };

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            await client.DisposeAsync();
        }
    }

    private JsonNode? Normal(JsonNode? node, string name = "") => node switch
    {
        JsonObject item => new JsonObject(item.Where(field => !Left.Contains(field.Key)).Select(field => KeyValuePair.Create(field.Key, Normal(field.Value, field.Key)))),
        JsonArray items when Sorted.Contains(name) || items.All(item => item is JsonObject) => new JsonArray([.. items.Select(item => Normal(item)).OrderBy(item => item!.ToJsonString(), StringComparer.Ordinal)]),
        JsonArray items => new JsonArray([.. items.Select(item => Normal(item))]),
        JsonValue value when Masked.Contains(name) => Mask(value),
        JsonValue value => Named(value.ToJsonString().Trim('"')) is { } known ? JsonValue.Create(known) : value.DeepClone(),
        _ => null,
    };

    private static JsonValue Mask(JsonValue value) => JsonValue.Create(value.ToJsonString() switch
    {
        "-1" => "-1",
        "0" => "0",
        _ => "...",
    });

    // Ids in the order of their appearance; ports within messages.
    private string? Named(string text)
    {
        if (text == cluster.ClusterId)
        {
            return "the cluster";
        }

        // The dump of a request, of which not even the listener is the client's where a broker forwarded it.
        if (text.StartsWith("Request Request(", StringComparison.Ordinal))
        {
            return string.Concat("Request ... ", text.AsSpan(text.LastIndexOf("needs ", StringComparison.Ordinal)));
        }

        if (!Guid.TryParseExact(text, "D", out var id) || id == Guid.Empty)
        {
            return null;
        }

        return _ids.TryGetValue(text, out var known) ? known : _ids[text] = $"id {_ids.Count + 1}";
    }
}
