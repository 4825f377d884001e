using LlmAnalytics.Infra.Redis.Problems;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>Nodes whose addresses were given, by TCP.</summary>
internal sealed class DirectNodes(IReadOnlyList<NodePlace> places) : INodeSource
{
    public SourceDescription Description { get; } = new("Nodes", string.Join(',', places.Select(place => place.Address)), Transport: "Direct");

    public Task<IReadOnlyList<NodePlace>> FindAsync(CancellationToken cancellationToken) => Task.FromResult(places);

    public NodePlace? Locate(string host, int port) =>
        places.FirstOrDefault(place => place.Port == port && place.Host.Equals(host, StringComparison.OrdinalIgnoreCase)) ?? new NodePlace(host, port);

    public async Task<Stream> DialAsync(NodePlace place, CancellationToken cancellationToken)
    {
        try
        {
            return await ServerDial.ConnectAsync(new ServerEndPoint(place.Host, place.Port), null, cancellationToken).ConfigureAwait(false);
        }
        catch (DialException e)
        {
            throw NodeProblems.Dial(place.ToString(), e);
        }
    }

    public Task<SourcePassword> FindPasswordAsync(CancellationToken cancellationToken) => Task.FromResult(SourcePassword.None);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
