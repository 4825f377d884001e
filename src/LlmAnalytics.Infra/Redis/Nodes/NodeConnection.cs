using System.Net;
using LlmAnalytics.Infra.Redis.Problems;
using StackExchange.Redis;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>One open connection to a node, by a multiplexer that is kept from everything but sending commands and reading answers. It is used until it breaks.</summary>
internal sealed class NodeConnection : IAsyncDisposable
{
    private static readonly TimeSpan QuitPatience = TimeSpan.FromMilliseconds(250);

    private readonly NodePlace _place;
    private readonly Stream _stream;
    private readonly ConnectionMultiplexer _multiplexer;
    private readonly IDatabase _database;
    private int _pending;
    private volatile bool _isBroken;
    private int _isDisposed;

    private NodeConnection(NodePlace place, Stream stream, ConnectionMultiplexer multiplexer)
    {
        (_place, _stream, _multiplexer) = (place, stream, multiplexer);
        _database = multiplexer.GetDatabase();
        _multiplexer.ConnectionFailed += (_, _) => _isBroken = true;
    }

    /// <summary>False once it broke or a command stayed without answer.</summary>
    public bool IsUsable => !_isBroken && _multiplexer.IsConnected;

    /// <summary>Whether nobody waits for an answer.</summary>
    public bool IsIdle => Volatile.Read(ref _pending) == 0;

    /// <summary>Takes a stream on which the node has answered, and owns it from here on.</summary>
    public static async Task<NodeConnection> OpenAsync(NodePlace place, Stream stream, CancellationToken cancellationToken)
    {
        var connecting = ConnectionMultiplexer.ConnectAsync(Options(place, stream));
        try
        {
            return new NodeConnection(place, stream, await connecting.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            _ = DisposeLateAsync(connecting);
            throw e is RedisConnectionException ? NodeProblems.Closed(place.ToString(), "it broke off the first commands", e) : e;
        }
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <exception cref="NodeErrorException">The node answered with an error.</exception>
    /// <exception cref="LlmAnalytics.Engine.ProblemException">The connection broke.</exception>
    /// <exception cref="CommandNotSentException">The connection broke before anything was sent.</exception>
    public async Task<RedisReply> SendAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _pending);
        try
        {
            var answering = _database.ExecuteAsync(command[0], [.. command.Skip(1)], CommandFlags.NoRedirect);
            return Convert(await answering.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            _isBroken = true; // an answer may still come, or the way is dead: the next command takes a new connection
            throw;
        }
        catch (RedisServerException e)
        {
            throw new NodeErrorException(_place, CommandName.Of(command), Words(e));
        }
        catch (Exception e) when (e is RedisConnectionException or RedisTimeoutException or ObjectDisposedException)
        {
            _isBroken = true;
            throw e is RedisConnectionException { CommandStatus: CommandStatus.WaitingToBeSent or CommandStatus.WaitingInBacklog }
                ? new CommandNotSentException(e)
                : NodeProblems.Closed(_place.ToString(), $"{CommandName.Of(command)} stayed without answer", e);
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }

    /// <summary>Says QUIT where that can be heard (some ways end only when both sides do), closes the stream, then the multiplexer.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        if (IsUsable && IsIdle)
        {
            await ((Task)_database.ExecuteAsync("QUIT").WaitAsync(QuitPatience)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _stream.DisposeAsync().ConfigureAwait(false);
        await _multiplexer.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The server's words. The library keeps those of a redirection to itself and says what it didn't do instead.</summary>
    private static string Words(RedisServerException error) => error.Kind switch
    {
        RedisErrorKind.Moved => $"MOVED {error.Message}",
        RedisErrorKind.Ask => $"ASK {error.Message}",
        _ => error.Message,
    };

    private static async Task DisposeLateAsync(Task<ConnectionMultiplexer> connecting)
    {
        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (connecting.IsCompletedSuccessfully)
        {
            await (await connecting.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The recipe for one plain connection: as behind a proxy, the multiplexer neither looks for other nodes nor configures itself. With the commands below left out, a
    /// node sees PING and one INFO replication of it; RESP2 needs no HELLO, and its maps are flat lists.
    /// </summary>
    private static ConfigurationOptions Options(NodePlace place, Stream stream) => new()
    {
        EndPoints = { new DnsEndPoint(place.Host, place.Port) },
        Tunnel = new OneStreamTunnel(stream),
        Proxy = Proxy.Envoyproxy,
        Protocol = RedisProtocol.Resp2,
        CommandMap = CommandMap.Create(["SUBSCRIBE", "CLIENT", "ECHO", "HELLO"], available: false),
        TieBreaker = "",
        ConfigurationChannel = "",
        SetClientLibrary = false,
        AllowAdmin = true,
        AbortOnConnectFail = true,
        ConnectRetry = 0,
        ReconnectRetryPolicy = NoRetry.Instance,
        BacklogPolicy = BacklogPolicy.FailFast,
        ConfigCheckSeconds = 0,
        TopologyRefreshSeconds = 0,
        KeepAlive = 15,
        // The deadlines are the callers': these only end what has none.
        ConnectTimeout = 60_000,
        AsyncTimeout = 600_000,
        SyncTimeout = 600_000,
        IncludeDetailInExceptions = false,
    };

    private static RedisReply Convert(RedisResult result)
    {
        if (result.IsNull)
        {
            return RedisReply.Null;
        }

        return result.Length >= 0
            ? new RedisReply { Items = [.. ((RedisResult[])result!).Select(Convert)] }
            : new RedisReply { Text = (string?)result };
    }

    private sealed class NoRetry : IReconnectRetryPolicy
    {
        public static readonly NoRetry Instance = new();

        public bool ShouldRetry(long currentRetryCount, int timeElapsedMillisecondsSinceLastRetry) => false;
    }
}
