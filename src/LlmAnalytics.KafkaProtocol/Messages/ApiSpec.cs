namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>One request of the protocol and the versions of it that are declared here.</summary>
/// <param name="Key">The request's number.</param>
/// <param name="MinVersion">The oldest version declared.</param>
/// <param name="MaxVersion">The newest version declared.</param>
/// <param name="FirstFlexibleVersion">The first version with compact lengths and tagged fields (KIP-482); <see cref="short.MaxValue"/> where none has.</param>
public sealed record ApiSpec(ApiKey Key, short MinVersion, short MaxVersion, short FirstFlexibleVersion)
{
    /// <summary>Whether a version has compact lengths and tagged fields.</summary>
    public bool IsFlexible(short version) => version >= FirstFlexibleVersion;
}
