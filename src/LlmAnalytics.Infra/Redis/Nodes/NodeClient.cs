using System.Diagnostics;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Problems;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>A node with its one connection, which opens with the first command and is replaced after it broke. Thread-safe.</summary>
internal sealed class NodeClient(NodePlace place, NodeDialer dialer) : INode, IAsyncDisposable
{
    /// <summary>How long an attempt to connect may take though nobody waits for it any more: the next command joins it.</summary>
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly List<NodeConnection> _retired = [];
    private Task<NodeConnection>? _opening;
    private string _waitingFor = "the connection";
    private volatile NodePlace _place = place;
    private volatile bool _isClosed;

    /// <summary>Where it is, as it was last found. Address and pod never change.</summary>
    public NodePlace Place
    {
        get => _place;
        set => _place = value;
    }

    public async Task<RedisReply> SendAsync(TimeSpan patience, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        deadline.CancelAfter(patience);
        var startedAt = Stopwatch.GetTimestamp();
        var isOpen = false;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                isOpen = false;
                var connection = await CurrentAsync().WaitAsync(deadline.Token).ConfigureAwait(false);
                isOpen = true;
                try
                {
                    return await connection.SendAsync(command, deadline.Token).ConfigureAwait(false);
                }
                catch (CommandNotSentException) when (attempt < 3)
                {
                    // It broke unnoticed, long ago perhaps. Nothing was sent, so a new connection may.
                }
                catch (CommandNotSentException e)
                {
                    throw NodeProblems.Closed(_place.ToString(), $"{CommandName.Of(command)} could not be sent", e);
                }
            }
        }
        catch (ProblemException e) when (_isClosed && e.Problem.ErrorId != ErrorIds.RedisConnectionDisposed)
        {
            throw NodeProblems.ConnectionDisposed(e); // the connection was taken away from under the command
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw _isClosed
                ? NodeProblems.ConnectionDisposed(e)
                : NodeProblems.NotResponding(_place.ToString(), Stopwatch.GetElapsedTime(startedAt), isOpen ? $"the answer to {CommandName.Of(command)}" : _waitingFor, e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<NodeConnection>? opening;
        NodeConnection[] retired;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            opening = _opening;
            retired = [.. _retired];
        }

        if (opening is { IsCompletedSuccessfully: true })
        {
            await (await opening.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false); // says QUIT, which needs the connection
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(retired.Select(connection => connection.DisposeAsync().AsTask())).ConfigureAwait(false);
        if (opening is not null)
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
            {
                await (await opening.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>The connection that is open or being opened, or a new one.</summary>
    private Task<NodeConnection> CurrentAsync()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                throw NodeProblems.ConnectionDisposed();
            }

            if (_opening is { IsCompleted: false } or { IsCompletedSuccessfully: true, Result.IsUsable: true })
            {
                return _opening;
            }

            if (_opening is { IsCompletedSuccessfully: true } broken)
            {
                Retire(broken.Result);
            }

            return _opening = Task.Run(OpenAsync, _closing.Token);
        }
    }

    private async Task<NodeConnection> OpenAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        limit.CancelAfter(OpenLimit);
        return await dialer.OpenAsync(_place, step => _waitingFor = step, limit.Token).ConfigureAwait(false);
    }

    /// <summary>Closes connections that are of no more use, each once nobody waits for an answer on it.</summary>
    private void Retire(NodeConnection connection)
    {
        _retired.Add(connection);
        foreach (var idle in _retired.Where(retired => retired.IsIdle).ToList())
        {
            _retired.Remove(idle);
            _ = idle.DisposeAsync().AsTask();
        }
    }
}
