using LlmAnalytics.Sandbox.Redis;

namespace LlmAnalytics.Testing;

/// <summary>A node of a <see cref="GarnetTestCluster"/>. Its zone is said of it, and not seen in its address.</summary>
internal sealed class GarnetTestNode(IRedisSandboxNode node, int number) : RedisNodeUnderTest(number, ((number - 1) % Zones) + 1, node.Port)
{
    private const int Zones = 3;

    public override string Host => BrokerUnderTest.Host;

    public override bool IsRunning => node.State != "Down";

    public override void Kill() => node.Kill();

    public override Task StartAsync(CancellationToken cancellationToken = default) => node.ResumeAsync(cancellationToken);

    /// <summary>Garnet knows INFO's sections and no word for all of them.</summary>
    public override async Task<string?> InfoAsync(string field) => RedisText.Field(await CommandAsync("INFO"), field);

    private protected override Task<RespClient> ConnectAsync(CancellationToken cancellationToken) => RespClient.ConnectAsync(Host, Port, null, null, cancellationToken);
}
