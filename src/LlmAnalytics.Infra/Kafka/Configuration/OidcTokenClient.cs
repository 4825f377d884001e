using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>Where and as whom to ask for tokens.</summary>
/// <param name="Endpoint">The token endpoint, http or https.</param>
/// <param name="ClientId">The client's id.</param>
/// <param name="Scope">The scope to ask for; null for the client's default.</param>
/// <param name="UrlEncodeCredentials">Whether id and secret are URL-encoded before they are joined, as RFC 6749, section 2.3.1 asks.</param>
/// <param name="TrustedRoots">Certificate authorities trusted beside the system's; null for none.</param>
internal sealed record TokenRequestOptions(
    Uri Endpoint, string ClientId, string? Scope, bool UrlEncodeCredentials = true, X509Certificate2Collection? TrustedRoots = null);

/// <summary>
/// Gets tokens by client credentials (RFC 6749, section 4.4) and keeps each for 80 % of its lifetime. One request is made however many ask at once.
/// Where the endpoint names no lifetime, the token's own <c>exp</c> counts, else five minutes. Redirects are not followed: they would carry the secret elsewhere.
/// </summary>
internal sealed class OidcTokenClient : IDisposable
{
    private const double KeptShareOfLifetime = 0.8;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1"; // a certificate with usages must have this one (RFC 5280, section 4.2.1.12)
    private const long LongestAnswer = 1 << 20;

    // Shorter than the opening of a connection may take: else the brokers would be blamed for the endpoint's silence.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LifetimeIfUnknown = TimeSpan.FromMinutes(5);

    private readonly TokenRequestOptions _options;
    private readonly string _secret;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private BearerToken? _token;
    private DateTimeOffset _refreshAt;

    /// <summary>Creates a client; nothing is sent before the first token is asked for.</summary>
    internal OidcTokenClient(TokenRequestOptions options, string secret, TimeProvider? clock = null)
    {
        (_options, _secret, _clock) = (options, secret, clock ?? TimeProvider.System);
    }

    /// <summary>The endpoint without query, for messages.</summary>
    internal string Endpoint => _options.Endpoint.GetLeftPart(UriPartial.Path);

    /// <summary>A token that is valid now.</summary>
    /// <exception cref="ProblemException">The endpoint gave none (<see cref="ErrorIds.KafkaTokenRequestFailed"/>).</exception>
    internal async ValueTask<BearerToken> GetTokenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_token is null || _clock.GetUtcNow() >= _refreshAt)
            {
                var now = _clock.GetUtcNow();
                _token = await RequestAsync(now, cancellationToken);
                _refreshAt = now + ((_token.ExpiresAt - now) * KeptShareOfLifetime);
            }

            return _token;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"{_options.ClientId} at {Endpoint}";

    private async Task<BearerToken> RequestAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A client of its own: one request per token lifetime is no use for a pool of connections.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors);
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
        using var request = CreateRequest();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            using var response = await http.SendAsync(request, deadline.Token);
            return Read(response.StatusCode, await response.Content.ReadAsByteArrayAsync(deadline.Token), now);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(ProblemCategory.OperationTimeout, $"it didn't answer within {Patience.TotalSeconds:0} s.", "Check whether the identity provider is up, and whether a firewall drops the traffic to it.", e);
        }
        catch (HttpRequestException e)
        {
            throw Failed(ProblemCategory.ConnectionError, $"the request failed: {Clean(Innermost(e).Message)}", "Check the endpoint's address and certificate.", e);
        }
    }

    private HttpRequestMessage CreateRequest()
    {
        var form = new List<KeyValuePair<string, string>> { new("grant_type", "client_credentials") };
        if (_options.Scope is { } scope)
        {
            form.Add(new("scope", scope));
        }

        var (id, password) = _options.UrlEncodeCredentials ? (WebUtility.UrlEncode(_options.ClientId), WebUtility.UrlEncode(_secret)) : (_options.ClientId, _secret);
        return new HttpRequestMessage(HttpMethod.Post, _options.Endpoint)
        {
            Content = new FormUrlEncodedContent(form),
            Headers =
            {
                Accept = { new MediaTypeWithQualityHeaderValue("application/json") },
                Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{password}"))),
            },
        };
    }

    private BearerToken Read(HttpStatusCode status, byte[] body, DateTimeOffset now)
    {
        var response = TokenResponse.TryParse(body);
        if (status != HttpStatusCode.OK)
        {
            var reason = string.Join(": ", new[] { response?.Error, response?.Description }.OfType<string>().Select(Clean));
            var category = (int)status is 400 or 401 or 403 ? ProblemCategory.AuthenticationError : ProblemCategory.InvalidResult;
            throw Failed(category, $"HTTP {(int)status}{(reason.Length > 0 ? $", {reason}" : string.Empty)}.", "Check the client id, its secret, the scope and the endpoint.");
        }

        if (response?.Token is not { Length: > 0 } value)
        {
            throw Failed(ProblemCategory.InvalidResult, "the answer holds no access_token.", "Check that the address is that of the token endpoint.");
        }

        var (subject, tokenEnd) = TokenResponse.ReadClaims(value);
        var expiresAt = response.LifetimeSeconds is > 0 and < int.MaxValue and var seconds ? now.AddSeconds(seconds) : tokenEnd ?? now + LifetimeIfUnknown;
        return new BearerToken(value, subject ?? _options.ClientId, expiresAt);
    }

    /// <summary>Trusts what the system trusts, and the roots that the brokers are trusted by: the endpoint may be inside or outside the company.</summary>
    private bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || _options.TrustedRoots is not { } roots || certificate is not X509Certificate2 leaf || chain is null)
        {
            return errors == SslPolicyErrors.None;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(roots);
        own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        own.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return own.Build(leaf);
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;

    /// <summary>A text of the endpoint's, fit for a message: one line, not too long, without the secret, should the endpoint repeat it.</summary>
    private string Clean(string text)
    {
        var safe = _secret.Length > 0 ? text.Replace(_secret, "***", StringComparison.Ordinal).Replace(WebUtility.UrlEncode(_secret), "***", StringComparison.Ordinal) : text;
        safe = new string(safe.Select(c => char.IsControl(c) ? ' ' : c).ToArray());
        return safe.Length <= 300 ? safe : safe[..300] + "...";
    }

    private ProblemException Failed(ProblemCategory category, string why, string action, Exception? cause = null) =>
        new(new Problem(ErrorIds.KafkaTokenRequestFailed, category, $"The token endpoint {Endpoint} gave no token: {why}", Endpoint, action), cause);
}
