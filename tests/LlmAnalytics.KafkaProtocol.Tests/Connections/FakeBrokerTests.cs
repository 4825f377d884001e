using LlmAnalytics.KafkaProtocol.Connections;

namespace LlmAnalytics.KafkaProtocol.Tests.Connections;

/// <summary>Tests that have a broker of their own, and a connection to it if they open one.</summary>
public abstract class FakeBrokerTests : IAsyncLifetime, IAsyncDisposable
{
    private BrokerConnection? _connection;

    private protected FakeBroker Broker { get; } = new();

    /// <summary>The connection that <see cref="InitializeAsync"/> opened.</summary>
    protected BrokerConnection Connection
    {
        get => _connection ?? throw new InvalidOperationException("These tests open their connections themselves.");
        set => _connection = value;
    }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        await Broker.DisposeAsync();
    }
}
