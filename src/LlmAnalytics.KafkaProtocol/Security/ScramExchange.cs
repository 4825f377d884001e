using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LlmAnalytics.KafkaProtocol.Security;

/// <summary>
/// SCRAM-SHA-256 and SCRAM-SHA-512 (RFC 5802, RFC 7677) without channel binding: each side proves to the other that it knows the password, without sending it.
/// </summary>
internal sealed class ScramExchange : ISaslExchange
{
    // RFC 7677: a server that asks for less makes the password cheap to guess. Kafka itself allows no less either.
    private const int MinIterations = 4096;

    // Kafka's own limit is 16,384; far above it, the number is an attack on our processor.
    private const int MaxIterations = 1_000_000;

    private const string GssHeader = "n,,";

    private readonly string _userName;
    private readonly string _password;
    private readonly HashAlgorithmName _hash;
    private readonly int _hashBytes;
    private readonly string _nonce;
    private byte[]? _serverSignature;

    public ScramExchange(PasswordCredentials credentials, string? nonce = null)
    {
        (_hash, _hashBytes) = credentials.Mechanism == "SCRAM-SHA-256"
            ? (HashAlgorithmName.SHA256, SHA256.HashSizeInBytes)
            : (HashAlgorithmName.SHA512, SHA512.HashSizeInBytes);
        _userName = credentials.UserName.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);
        _password = credentials.Password;
        _nonce = nonce ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
    }

    private string ClientFirstBare => $"n={_userName},r={_nonce}";

    public ValueTask<byte[]> StartAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Encoding.UTF8.GetBytes(GssHeader + ClientFirstBare));

    public byte[]? Continue(byte[] challenge)
    {
        var text = Encoding.UTF8.GetString(challenge);
        if (_serverSignature is null)
        {
            return ClientFinal(text);
        }

        VerifyServer(text);
        return null;
    }

    private byte[] ClientFinal(string serverFirst)
    {
        var fields = Fields(serverFirst);
        if (fields.ContainsKey('m'))
        {
            throw new SaslException("it asks for an extension of SCRAM"); // RFC 5802, 5.1: one that is not known ends the exchange
        }

        var nonce = Field(fields, 'r');
        var salt = Base64(Field(fields, 's'));
        if (!nonce.StartsWith(_nonce, StringComparison.Ordinal) || nonce.Length == _nonce.Length)
        {
            throw new SaslException("its nonce doesn't continue ours");
        }

        if (!int.TryParse(Field(fields, 'i'), NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            || iterations is < MinIterations or > MaxIterations)
        {
            throw new SaslException($"it asks for {Field(fields, 'i')} iterations, where {MinIterations} to {MaxIterations} are acceptable");
        }

        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(_password), salt, iterations, _hash, _hashBytes);
        var clientKey = Hmac(salted, "Client Key");
        var withoutProof = $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(GssHeader))},r={nonce}";
        var authMessage = $"{ClientFirstBare},{serverFirst},{withoutProof}";
        var proof = Hmac(Hash(clientKey), authMessage);
        for (var i = 0; i < proof.Length; i++)
        {
            proof[i] ^= clientKey[i];
        }

        _serverSignature = Hmac(Hmac(salted, "Server Key"), authMessage);
        return Encoding.UTF8.GetBytes($"{withoutProof},p={Convert.ToBase64String(proof)}");
    }

    private void VerifyServer(string serverFinal)
    {
        var fields = Fields(serverFinal);
        if (fields.TryGetValue('e', out var error))
        {
            throw new SaslException($"it ended the exchange with '{error}'");
        }

        if (!CryptographicOperations.FixedTimeEquals(Base64(Field(fields, 'v')), _serverSignature))
        {
            throw new SaslException("its signature doesn't show that it knows the password");
        }
    }

    private byte[] Hmac(byte[] key, string text) => _hash == HashAlgorithmName.SHA256
        ? HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))
        : HMACSHA512.HashData(key, Encoding.UTF8.GetBytes(text));

    private byte[] Hash(byte[] bytes) => _hash == HashAlgorithmName.SHA256 ? SHA256.HashData(bytes) : SHA512.HashData(bytes);

    private static Dictionary<char, string> Fields(string message)
    {
        var fields = new Dictionary<char, string>();
        foreach (var part in message.Split(','))
        {
            if (part.Length >= 2 && part[1] == '=')
            {
                fields[part[0]] = part[2..];
            }
        }

        return fields;
    }

    private static string Field(Dictionary<char, string> fields, char name) =>
        fields.TryGetValue(name, out var value) ? value : throw new SaslException($"its message lacks '{name}='");

    private static byte[] Base64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw new SaslException("its message holds a value that is not base64");
        }
    }
}
