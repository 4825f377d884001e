using System.Net;
using System.Text;

namespace LlmAnalytics.Testing;

/// <summary>What a token request says of its client: by Basic authentication or in the form (RFC 6749 section 2.3.1).</summary>
internal sealed record ClientCredentials(string? GrantType, string? Id, string? Secret, string? Scope, bool FromHeader)
{
    private const string Basic = "Basic ";

    public static async Task<ClientCredentials> ReadAsync(HttpListenerRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        var form = (await reader.ReadToEndAsync(cancellationToken))
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair.Length > 1 ? pair[1] : ""));
        var grant = form.GetValueOrDefault("grant_type");
        var scope = form.GetValueOrDefault("scope");
        if (request.Headers["Authorization"] is { } header && header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            var pair = Encoding.UTF8.GetString(Convert.FromBase64String(header[Basic.Length..])).Split(':', 2);
            return new ClientCredentials(
                grant, WebUtility.UrlDecode(pair[0]), pair.Length > 1 ? WebUtility.UrlDecode(pair[1]) : null, scope, true);
        }
        return new ClientCredentials(grant, form.GetValueOrDefault("client_id"), form.GetValueOrDefault("client_secret"), scope, false);
    }

    // A record prints its members; the secret stays out.
    public override string ToString() => $"{Id} ({GrantType})";
}
