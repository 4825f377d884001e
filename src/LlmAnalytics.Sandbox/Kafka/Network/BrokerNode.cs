using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LlmAnalytics.Sandbox.Kafka.Faults;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Network;

/// <summary>A broker: its ports and its connections. Costs a socket a listener while nobody is connected.</summary>
internal sealed class BrokerNode : IAsyncDisposable
{
    private readonly BrokerServices _services;
    private readonly Lock _running = new();
    private readonly Dictionary<SimulatedListener, int> _ports = [];
    private Run? _run;
    private ClusterState? _stale;

    /// <summary>Creates the broker and takes its ports; <see cref="Listen"/> makes it answer.</summary>
    public BrokerNode(int id, BrokerServices services)
    {
        Id = id;
        _services = services;
        _run = Bind();
    }

    /// <summary>The broker's id.</summary>
    public int Id { get; }

    /// <summary>What is wrong with it.</summary>
    public BrokerFaults Faults { get; } = new();

    /// <summary>The port of each listener: the same after a restart.</summary>
    public IReadOnlyDictionary<SimulatedListener, int> Ports => _ports;

    /// <summary>Whether its ports are open.</summary>
    public bool IsRunning
    {
        get
        {
            lock (_running)
            {
                return _run is not null;
            }
        }
    }

    /// <summary>The cluster as this broker sees it.</summary>
    public ClusterState View => Volatile.Read(ref _stale) ?? _services.Controller.Current;

    /// <summary>Whether it learns of changes.</summary>
    public bool IsStale
    {
        get => Volatile.Read(ref _stale) is not null;
        set => Volatile.Write(ref _stale, value ? View : null);
    }

    /// <summary>Begins to take connections.</summary>
    public void Listen()
    {
        lock (_running)
        {
            _run?.Accept(this, _services);
        }
    }

    /// <summary>Opens the ports again, after <see cref="StopAsync"/>. Does nothing while they are open.</summary>
    public void Restart()
    {
        lock (_running)
        {
            if (_run is null)
            {
                _run = Bind();
                _run.Accept(this, _services);
            }
        }
    }

    /// <summary>Closes ports and connections, without a word to clients.</summary>
    public async Task StopAsync()
    {
        Run? run;
        lock (_running)
        {
            (run, _run) = (_run, null);
        }

        if (run is not null)
        {
            await run.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private Run Bind()
    {
        var run = new Run();
        try
        {
            foreach (var listener in _services.Listeners)
            {
                _ports[listener] = run.Bind(listener, _ports.GetValueOrDefault(listener));
            }

            return run;
        }
        catch
        {
            run.Close();
            throw;
        }
    }

    /// <summary>The time between a start and a stop.</summary>
    private sealed class Run : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly Dictionary<SimulatedListener, Socket> _sockets = [];
        private readonly ConcurrentDictionary<Task, byte> _connections = [];
        private readonly List<Task> _accepting = [];

        public int Bind(SimulatedListener listener, int port)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _sockets[listener] = socket;
            if (port != 0 && !OperatingSystem.IsWindows())
            {
                // After a restart the old connections still linger; on Windows the option would share the port.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(128);
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }

        public void Accept(BrokerNode broker, BrokerServices services) =>
            _accepting.AddRange(_sockets.Select(listener => AcceptAsync(listener.Value, listener.Key, broker, services)));

        public void Close()
        {
            foreach (var socket in _sockets.Values)
            {
                socket.Dispose();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            Close();
            await Task.WhenAll([.. _accepting, .. _connections.Keys]).ConfigureAwait(false);
            _stopping.Dispose();
        }

        private async Task AcceptAsync(Socket listening, SimulatedListener listener, BrokerNode broker, BrokerServices services)
        {
            while (!_stopping.IsCancellationRequested)
            {
                Socket client;
                try
                {
                    client = await listening.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                }
                catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
                {
                    return;
                }
                catch (SocketException)
                {
                    continue; // that one client left before it was taken in
                }

                var serving = new ClientConnection(client, listener, broker, services).ServeAsync(_stopping.Token);
                _connections.TryAdd(serving, 0);
                _ = serving.ContinueWith(done => _connections.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }
}
