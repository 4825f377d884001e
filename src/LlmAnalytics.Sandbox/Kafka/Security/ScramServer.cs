using System.Security.Cryptography;
using System.Text;

namespace LlmAnalytics.Sandbox.Kafka.Security;

/// <summary>SCRAM's server (RFC 5802), for SHA-256 and SHA-512. Messages as in Kafka's ScramSaslServer.java.</summary>
internal sealed class ScramServer(string mechanism, IReadOnlyDictionary<string, string> passwords) : ISaslServer
{
    private const int Iterations = 4096;

    private static readonly byte[] ClientKeyLabel = "Client Key"u8.ToArray();
    private static readonly byte[] ServerKeyLabel = "Server Key"u8.ToArray();

    private readonly HashAlgorithmName _hash = mechanism == "SCRAM-SHA-256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512;
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private string _userName = "";
    private readonly string _serverNonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
    private string _clientFirstBare = "";
    private string? _serverFirst;

    private string Failure => $"Authentication failed during authentication due to invalid credentials with SASL mechanism {mechanism}";

    public SaslStep Next(byte[] message)
    {
        var text = Encoding.UTF8.GetString(message);
        try
        {
            return _serverFirst is null ? First(text) : Final(text);
        }
        catch (FormatException)
        {
            return SaslStep.Refused(Failure);
        }
    }

    private SaslStep First(string message)
    {
        // gs2-header: "n,," without channel binding; an authorization id may stand between the commas.
        var parts = message.Split(',', 3);
        if (parts.Length != 3 || parts[0] is not ("n" or "y"))
        {
            return SaslStep.Refused(Failure);
        }

        _clientFirstBare = parts[2];
        var fields = Fields(_clientFirstBare);
        _userName = Field(fields, 'n').Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        if (!passwords.ContainsKey(_userName))
        {
            return SaslStep.Refused(Failure);
        }

        _serverFirst = $"r={Field(fields, 'r')}{_serverNonce},s={Convert.ToBase64String(_salt)},i={Iterations}";
        return new SaslStep(Encoding.UTF8.GetBytes(_serverFirst));
    }

    private SaslStep Final(string message)
    {
        var fields = Fields(message);
        var proof = Convert.FromBase64String(Field(fields, 'p'));

        // No stricter than Kafka: older versions of librdkafka repeat their own part.
        if (!Field(fields, 'r').EndsWith(_serverNonce, StringComparison.Ordinal))
        {
            return SaslStep.Refused(Failure);
        }

        var withoutProof = message[..message.LastIndexOf(",p=", StringComparison.Ordinal)];
        var authMessage = Encoding.UTF8.GetBytes($"{_clientFirstBare},{_serverFirst},{withoutProof}");
        var hashBytes = _hash == HashAlgorithmName.SHA256 ? SHA256.HashSizeInBytes : SHA512.HashSizeInBytes;
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passwords[_userName]), _salt, Iterations, _hash, hashBytes);
        var expected = Hmac(salted, ClientKeyLabel);
        var signature = Hmac(CryptographicOperations.HashData(_hash, expected), authMessage);
        for (var i = 0; i < expected.Length; i++)
        {
            expected[i] ^= signature[i];
        }

        if (!CryptographicOperations.FixedTimeEquals(proof, expected))
        {
            return SaslStep.Refused(Failure);
        }

        var serverSignature = Hmac(Hmac(salted, ServerKeyLabel), authMessage);
        return new SaslStep(Encoding.UTF8.GetBytes("v=" + Convert.ToBase64String(serverSignature)), _userName);
    }

    private byte[] Hmac(byte[] key, byte[] data) => CryptographicOperations.HmacData(_hash, key, data);

    private static Dictionary<char, string> Fields(string message) => message.Split(',')
        .Where(part => part.Length >= 2 && part[1] == '=')
        .GroupBy(part => part[0])
        .ToDictionary(group => group.Key, group => group.First()[2..]);

    private static string Field(Dictionary<char, string> fields, char name) =>
        fields.TryGetValue(name, out var value) ? value : throw new FormatException($"The message lacks '{name}='.");
}
