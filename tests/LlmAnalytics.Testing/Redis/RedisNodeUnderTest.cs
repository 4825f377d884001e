namespace LlmAnalytics.Testing;

/// <summary>A Redis node in cluster mode of a <see cref="RedisClusterUnderTest"/>.</summary>
public abstract class RedisNodeUnderTest
{
    private static readonly TimeSpan CommandWait = TimeSpan.FromSeconds(10);

    private protected RedisNodeUnderTest(int number, int zone, int port) => (Number, Zone, Port) = (number, $"zone{zone}", port);

    /// <summary>The node's number, from 1.</summary>
    public int Number { get; }

    /// <summary>The address that it listens on and connects from.</summary>
    public abstract string Host { get; }

    /// <summary>The port of clients; the bus has 10000 more.</summary>
    public int Port { get; }

    /// <summary>Host and port.</summary>
    public string Address => $"{Host}:{Port}";

    /// <summary>The zone: <c>zone1</c> and so on.</summary>
    public string Zone { get; }

    /// <summary>Whether it runs, frozen or not.</summary>
    public abstract bool IsRunning { get; }

    /// <summary>As by SIGKILL; returns when it is gone.</summary>
    public abstract void Kill();

    /// <summary>Starts it again after <see cref="Kill"/>, with the data that it had kept; returns when it answers.</summary>
    public abstract Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Sends a command over a connection of its own, as the default user.</summary>
    /// <returns>The text; a list's elements a line each.</returns>
    /// <exception cref="RedisCommandException">The node answered with an error.</exception>
    public async Task<string> CommandAsync(params string[] command) => (await CommandsAsync([command]))[0];

    /// <summary>Sends several commands at once, over one connection.</summary>
    /// <exception cref="RedisCommandException">The node answered one of them with an error.</exception>
    public async Task<IReadOnlyList<string>> CommandsAsync(IReadOnlyList<string[]> commands, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(CommandWait);
        using var client = await ConnectAsync(patience.Token);
        return await client.SendAsync(commands, patience.Token);
    }

    /// <summary>The node's id.</summary>
    public Task<string> IdAsync() => CommandAsync("CLUSTER", "MYID");

    /// <summary>A field of INFO; null where there is none.</summary>
    public virtual async Task<string?> InfoAsync(string field) => RedisText.Field(await CommandAsync("INFO", "everything"), field);

    /// <inheritdoc/>
    public override string ToString() => $"node {Number} ({Address})";

    private protected abstract Task<RespClient> ConnectAsync(CancellationToken cancellationToken);
}
