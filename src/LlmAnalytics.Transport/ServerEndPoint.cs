namespace LlmAnalytics.Transport;

/// <summary>Where a server listens.</summary>
/// <param name="Host">A host name or an IP address, IPv6 without brackets.</param>
/// <param name="Port">The TCP port.</param>
public sealed record ServerEndPoint(string Host, int Port)
{
    /// <summary>The address as <c>host:port</c>, IPv6 in brackets.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
