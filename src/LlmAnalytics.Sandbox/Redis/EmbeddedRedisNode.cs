using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Sandbox.Redis;

/// <summary>A node inside this process.</summary>
internal sealed class EmbeddedRedisNode(IEmbeddedRedis servers, RunFolder folder, int port, int nodeTimeoutMs) : IRedisSandboxNode
{
    private readonly string _data = Directory.CreateDirectory(folder.File($"redis-{port}")).FullName;
    private IDisposable? _server;

    public int Port => port;

    public int? ProcessId => null;

    public string State => _server is null ? "Down" : "Up";

    public void Start(bool recover) => _server = servers.Start(port, _data, Math.Max(nodeTimeoutMs / 1000, 1), recover);

    public void Kill()
    {
        _server?.Dispose();
        _server = null;
    }

    public void Freeze() => throw new SandboxException(
        "RedisNodeNotFreezable", $"The Redis node at port {port} runs inside this process and can't be frozen by itself.", "Start the sandbox with -Redis Server.");

    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (_server is null)
        {
            await Task.Run(() => Start(recover: true), cancellationToken).ConfigureAwait(false);
        }

        await RedisPing.UntilReadyAsync(this, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync() => await Task.Run(Kill).ConfigureAwait(false);
}
