namespace LlmAnalytics.Infra.Redis.Topology;

/// <summary>What a node runs. Relatives of Redis answer with a version of Redis too, which they are compatible with.</summary>
/// <param name="Product"><c>Redis</c>, <c>Valkey</c> or <c>Garnet</c>.</param>
/// <param name="Number">The product's own version: <c>9.1.2</c>.</param>
internal sealed record ServerVersion(string Product, string Number)
{
    /// <summary>The version out of INFO; null where it isn't there.</summary>
    public static ServerVersion? Of(InfoText info) => (info.Text("valkey_version"), info.Text("garnet_version"), info.Text("redis_version")) switch
    {
        ({ } valkey, _, _) => new ServerVersion("Valkey", valkey),
        (_, { } garnet, _) => new ServerVersion("Garnet", garnet),
        (_, _, { } redis) => new ServerVersion("Redis", redis),
        _ => null,
    };

    public override string ToString() => $"{Product} {Number}";
}
