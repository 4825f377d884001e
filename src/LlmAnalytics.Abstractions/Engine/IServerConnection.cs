namespace LlmAnalytics.Engine;

/// <summary>What a session keeps of any connection, whatever it leads to.</summary>
internal interface IServerConnection : IAsyncDisposable
{
    /// <summary>True after <see cref="IAsyncDisposable.DisposeAsync"/>.</summary>
    bool IsClosed { get; }
}
