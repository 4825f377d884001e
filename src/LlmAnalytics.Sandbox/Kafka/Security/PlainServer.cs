using System.Security.Cryptography;
using System.Text;

namespace LlmAnalytics.Sandbox.Kafka.Security;

/// <summary>PLAIN's server (RFC 4616): name and password as they are. Messages as in Kafka's PlainSaslServer.java.</summary>
internal sealed class PlainServer(IReadOnlyDictionary<string, string> passwords) : ISaslServer
{
    public SaslStep Next(byte[] message)
    {
        var tokens = Encoding.UTF8.GetString(message).Split('\0');
        if (tokens.Length != 3)
        {
            return SaslStep.Refused($"Invalid SASL/PLAIN response: expected 3 tokens, got {tokens.Length}");
        }

        var (authorizationId, userName, password) = (tokens[0], tokens[1], tokens[2]);
        if (userName.Length == 0)
        {
            return SaslStep.Refused("Authentication failed: username not specified");
        }

        if (password.Length == 0)
        {
            return SaslStep.Refused("Authentication failed: password not specified");
        }

        if (!passwords.TryGetValue(userName, out var expected)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(expected)))
        {
            return SaslStep.Refused("Authentication failed: Invalid username or password");
        }

        return authorizationId.Length > 0 && authorizationId != userName
            ? SaslStep.Refused("Authentication failed: Client requested an authorization id that is different from username")
            : new SaslStep([], userName);
    }
}
