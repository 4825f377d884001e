using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace LlmAnalytics.Testing;

/// <summary>Signs JSON Web Tokens with RS256 (RFC 7515, RFC 7518 section 3.3) and publishes the key.</summary>
internal sealed class TokenSigner : IDisposable
{
    private const string KeyId = "test-key";
    private readonly RSA key = RSA.Create(2048);

    /// <summary>The public key as a JSON Web Key Set.</summary>
    public string PublicKeys
    {
        get
        {
            var parameters = key.ExportParameters(includePrivateParameters: false);
            var published = new
            {
                kty = "RSA",
                use = "sig",
                alg = "RS256",
                kid = KeyId,
                n = Base64Url.EncodeToString(parameters.Modulus),
                e = Base64Url.EncodeToString(parameters.Exponent),
            };
            return JsonSerializer.Serialize(new { keys = new[] { published } });
        }
    }

    /// <summary>A signed token with the claims.</summary>
    public string Sign(IReadOnlyDictionary<string, object> claims)
    {
        var content = Part(new { alg = "RS256", typ = "JWT", kid = KeyId }) + "." + Part(claims);
        var signature = key.SignData(System.Text.Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return content + "." + Base64Url.EncodeToString(signature);
    }

    public void Dispose() => key.Dispose();

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
