using System.Security.Cryptography;
using System.Text;

namespace LlmAnalytics.KafkaProtocol.Tests.Security;

/// <summary>What a <see cref="FakeScram"/> gets wrong.</summary>
public enum ScramLie
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A signature by another password: a server that doesn't know the real one.</summary>
    WrongSignature,

    /// <summary>A nonce of its own instead of the client's with an end.</summary>
    ForeignNonce,

    /// <summary>The client's nonce without an end of its own.</summary>
    SameNonce,

    /// <summary>One iteration less than RFC 7677 allows.</summary>
    FewIterations,

    /// <summary>So many that they are an attack.</summary>
    ManyIterations,

    /// <summary>Iterations that are no number.</summary>
    NoIterations,

    /// <summary>A salt that is not base64.</summary>
    BadSalt,

    /// <summary>A mandatory extension.</summary>
    Extension,

    /// <summary>An error instead of a signature.</summary>
    Error,

    /// <summary>Success without any signature.</summary>
    NoSignature,

    /// <summary>Success at once, without a challenge.</summary>
    NoChallenge,
}

/// <summary>SCRAM's server (RFC 5802), which may lie.</summary>
internal sealed class FakeScram(HashAlgorithmName hash, string user, string password, ScramLie lie = ScramLie.None, int iterations = 4096) : IFakeSasl
{
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private string _clientFirstBare = "";
    private string _serverFirst = "";

    public FakeSaslStep Next(byte[] message)
    {
        var text = Encoding.UTF8.GetString(message);
        return _serverFirst.Length == 0 ? First(text) : Final(text);
    }

    private FakeSaslStep First(string message)
    {
        if (!message.StartsWith("n,,n=", StringComparison.Ordinal))
        {
            return FakeSaslStep.Refused("Not a SCRAM client");
        }

        _clientFirstBare = message[3..];
        var separator = _clientFirstBare.LastIndexOf(",r=", StringComparison.Ordinal);
        var name = _clientFirstBare[2..separator].Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        var nonce = _clientFirstBare[(separator + 3)..];
        if (name != user)
        {
            return FakeSaslStep.Refused("Authentication failed during authentication due to invalid credentials");
        }

        _serverFirst = lie switch
        {
            ScramLie.ForeignNonce => ServerFirst("foreign" + nonce, Salt(), $"{iterations}"),
            ScramLie.SameNonce => ServerFirst(nonce, Salt(), $"{iterations}"),
            ScramLie.FewIterations => ServerFirst(nonce + "end", Salt(), "4095"),
            ScramLie.ManyIterations => ServerFirst(nonce + "end", Salt(), $"{int.MaxValue}"),
            ScramLie.NoIterations => ServerFirst(nonce + "end", Salt(), "many"),
            ScramLie.BadSalt => ServerFirst(nonce + "end", "%%%", $"{iterations}"),
            ScramLie.Extension => "m=unheard-of," + ServerFirst(nonce + "end", Salt(), $"{iterations}"),
            ScramLie.NoChallenge => "",
            _ => ServerFirst(nonce + "end", Salt(), $"{iterations}"),
        };
        return new FakeSaslStep(Encoding.UTF8.GetBytes(_serverFirst));
    }

    private FakeSaslStep Final(string message)
    {
        var separator = message.LastIndexOf(",p=", StringComparison.Ordinal);
        var authMessage = $"{_clientFirstBare},{_serverFirst},{message[..separator]}";
        var known = new ReferenceScram(hash, password, _salt, iterations);
        if (lie != ScramLie.WrongSignature && !known.Proof(authMessage).AsSpan().SequenceEqual(Convert.FromBase64String(message[(separator + 3)..])))
        {
            return FakeSaslStep.Refused("Authentication failed during authentication due to invalid credentials");
        }

        var answer = lie switch
        {
            ScramLie.WrongSignature => "v=" + Convert.ToBase64String(new ReferenceScram(hash, "guess", _salt, iterations).ServerSignature(authMessage)),
            ScramLie.Error => "e=other-error",
            ScramLie.NoSignature => "",
            _ => "v=" + Convert.ToBase64String(known.ServerSignature(authMessage)),
        };
        return new FakeSaslStep(Encoding.UTF8.GetBytes(answer), IsDone: true);
    }

    private string Salt() => Convert.ToBase64String(_salt);

    private static string ServerFirst(string nonce, string salt, string iterations) => $"r={nonce},s={salt},i={iterations}";
}
