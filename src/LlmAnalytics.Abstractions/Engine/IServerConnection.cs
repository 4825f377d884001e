namespace LlmAnalytics.Engine;

/// <summary>What a session keeps of any connection, whatever it leads to.</summary>
public interface IServerConnection : IAsyncDisposable
{
    /// <summary>True after <see cref="IAsyncDisposable.DisposeAsync"/>.</summary>
    bool IsClosed { get; }
}
