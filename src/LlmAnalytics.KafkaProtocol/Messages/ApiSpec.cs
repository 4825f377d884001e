namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>One request of the protocol and the versions of it that are declared here.</summary>
/// <param name="Key">The request's number.</param>
/// <param name="MinVersion">The oldest version that this library asks a broker in.</param>
/// <param name="MaxVersion">The newest version declared.</param>
/// <param name="FirstFlexibleVersion">The first version with compact lengths and tagged fields (KIP-482); <see cref="short.MaxValue"/> where none has.</param>
public sealed record ApiSpec(ApiKey Key, short MinVersion, short MaxVersion, short FirstFlexibleVersion)
{
    /// <summary>
    /// The oldest version that the messages can be read and written in: what a server answers. Older than <see cref="MinVersion"/> where other clients ask in
    /// versions that tell too little for this library, or that no broker which it knows needs.
    /// </summary>
    public short OldestVersion { get; init; } = MinVersion;

    /// <summary>Whether a version has compact lengths and tagged fields.</summary>
    public bool IsFlexible(short version) => version >= FirstFlexibleVersion;
}
