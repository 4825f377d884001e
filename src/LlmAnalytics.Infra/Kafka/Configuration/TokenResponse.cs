using System.Globalization;
using System.Text.Json;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>What a token endpoint answered (RFC 6749, sections 5.1 and 5.2).</summary>
internal sealed class TokenResponse
{
    private TokenResponse(string? token, double? lifetimeSeconds, string? error, string? description)
    {
        (Token, LifetimeSeconds, Error, Description) = (token, lifetimeSeconds, error, description);
    }

    internal string? Token { get; }

    internal double? LifetimeSeconds { get; }

    internal string? Error { get; }

    internal string? Description { get; }

    /// <summary>Reads a JSON object; null where the text is none.</summary>
    internal static TokenResponse? TryParse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? new TokenResponse(Text(root, "access_token"), Number(root, "expires_in"), Text(root, "error"), Text(root, "error_description"))
                : null;
        }
        catch (JsonException)
        {
            return null; // an HTML page, say: the caller reports the HTTP status
        }
    }

    /// <summary>The claims <c>sub</c> and <c>exp</c> of a token that is a JWT; nulls for an opaque one.</summary>
    internal static (string? Subject, DateTimeOffset? ExpiresAt) ReadClaims(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return (null, null);
        }

        try
        {
            var payload = parts[1].Replace('-', '+').Replace('_', '/');
            using var claims = JsonDocument.Parse(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '=')));
            var expires = Number(claims.RootElement, "exp");
            return (Text(claims.RootElement, "sub"), expires is >= 0 and < 253402300799 ? DateTimeOffset.UnixEpoch.AddSeconds(expires.Value) : null);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return (null, null); // opaque after all; only the broker has to understand it
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A number, which some endpoints write as a string.</summary>
    private static double? Number(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
    }
}
