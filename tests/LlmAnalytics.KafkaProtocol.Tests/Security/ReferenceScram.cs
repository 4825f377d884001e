using System.Security.Cryptography;
using System.Text;

namespace LlmAnalytics.KafkaProtocol.Tests.Security;

/// <summary>The formulas of RFC 5802, section 3, written from the text and apart from the library's: <c>Hi</c> as a loop instead of PBKDF2.</summary>
internal sealed class ReferenceScram
{
    private readonly HashAlgorithmName _hash;
    private readonly byte[] _clientKey;
    private readonly byte[] _serverKey;

    public ReferenceScram(HashAlgorithmName hash, string password, byte[] salt, int iterations)
    {
        _hash = hash;
        var salted = Hi(Encoding.UTF8.GetBytes(password), salt, iterations);
        _clientKey = Hmac(salted, "Client Key"u8);
        _serverKey = Hmac(salted, "Server Key"u8);
    }

    public byte[] Proof(string authMessage)
    {
        var signature = Hmac(CryptographicOperations.HashData(_hash, _clientKey), Encoding.UTF8.GetBytes(authMessage));
        return [.. _clientKey.Zip(signature, (key, octet) => (byte)(key ^ octet))];
    }

    public byte[] ServerSignature(string authMessage) => Hmac(_serverKey, Encoding.UTF8.GetBytes(authMessage));

    private byte[] Hi(byte[] password, byte[] salt, int iterations)
    {
        var u = Hmac(password, [.. salt, 0, 0, 0, 1]);
        var result = u.ToArray();
        for (var i = 1; i < iterations; i++)
        {
            u = Hmac(password, u);
            for (var k = 0; k < u.Length; k++)
            {
                result[k] ^= u[k];
            }
        }

        return result;
    }

    private byte[] Hmac(byte[] key, ReadOnlySpan<byte> message) => CryptographicOperations.HmacData(_hash, key, message);
}
