using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using LlmAnalytics.Sandbox.Processes;

namespace LlmAnalytics.Testing;

/// <summary>How an <see cref="OidcServer"/> answers token requests.</summary>
public enum OidcBehavior
{
    /// <summary>As a token endpoint should.</summary>
    Normal,

    /// <summary>500 with <c>{"error":"server_error"}</c>.</summary>
    ServerError,

    /// <summary>200 with an HTML page.</summary>
    Garbage,

    /// <summary>200 with JSON that has no <c>access_token</c>.</summary>
    NoToken,

    /// <summary>Never.</summary>
    Silent,
}

/// <summary>A token request as it arrived, without the secret.</summary>
/// <param name="ClientId">The client id, right or wrong; null where none was sent.</param>
/// <param name="Scope">The requested scope, null if none.</param>
/// <param name="BasicAuthentication">True where id and secret came in the Authorization header, false for the form.</param>
public sealed record TokenRequest(string? ClientId, string? Scope, bool BasicAuthentication);

/// <summary>
/// A small identity provider on loopback: <c>POST /token</c> (client credentials, RFC 6749 section 4.4; the clients are
/// <see cref="KafkaUsers"/>, their id becomes <c>sub</c>) and <c>GET /jwks</c> (RFC 7517).
/// </summary>
public sealed class OidcServer : IAsyncDisposable
{
    /// <summary>The <c>aud</c> of every token.</summary>
    public const string Audience = "kafka-test";

    private readonly HttpListener listener;
    private readonly TokenSigner signer = new();
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<TokenRequest> tokenRequests = [];
    private readonly Task serving;
    private int keyRequests;

    private OidcServer(HttpListener listener, int port)
    {
        this.listener = listener;
        Issuer = $"http://{BrokerUnderTest.Host}:{port}";
        serving = ServeAsync();
    }

    /// <summary>The <c>iss</c> of every token, and the root of the two addresses.</summary>
    public string Issuer { get; }

    /// <summary>The token endpoint.</summary>
    public string TokenUrl => Issuer + "/token";

    /// <summary>The public keys.</summary>
    public string JwksUrl => Issuer + "/jwks";

    /// <summary>How token requests are answered, from the next one on; the keys always are.</summary>
    public OidcBehavior Behavior { get; set; }

    /// <summary>From now to a token's <c>exp</c>.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Token requests so far, in order.</summary>
    public IReadOnlyList<TokenRequest> TokenRequests => [.. tokenRequests];

    /// <summary>Number of requests for the keys.</summary>
    public int KeyRequests => Volatile.Read(ref keyRequests);

    /// <summary>Starts on a free port.</summary>
    public static OidcServer Start()
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = LoopbackPorts.Take(1)[0];
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://{BrokerUnderTest.Host}:{port}/");
            try
            {
                listener.Start();
                return new OidcServer(listener, port);
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Another process was faster to the port.
                listener.Close();
            }
        }
    }

    /// <summary>A token as the endpoint issues them, for instance one that has expired already.</summary>
    /// <param name="subject">Who it is for.</param>
    /// <param name="scope">Its scope.</param>
    /// <param name="lifetime">From now to <c>exp</c>; negative: expired.</param>
    public string IssueToken(string subject, string? scope, TimeSpan lifetime)
    {
        var now = DateTimeOffset.UtcNow;
        return signer.Sign(new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["sub"] = subject,
            ["aud"] = Audience,
            ["iat"] = Math.Min(now.ToUnixTimeSeconds(), (now + lifetime).ToUnixTimeSeconds() - 1),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
            ["scope"] = scope ?? "kafka",
        });
    }

    /// <summary>Stops; requests that it kept waiting are closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!stop.IsCancellationRequested)
        {
            await stop.CancelAsync();
            listener.Close();
            await serving;
            signer.Dispose();
            stop.Dispose();
        }
    }

    private async Task ServeAsync()
    {
        var pending = new List<Task>();
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                pending.RemoveAll(task => task.IsCompleted);
                pending.Add(AnswerAsync(context));
            }
        }
        catch (Exception closed) when (stop.IsCancellationRequested && closed is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(pending);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var (status, contentType, body) = (context.Request.HttpMethod, context.Request.Url?.AbsolutePath) switch
            {
                ("POST", "/token") => await TokenAsync(context.Request),
                ("GET", "/jwks") => Keys(),
                _ => Json(404, new { error = "not_found" }),
            };
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body), stop.Token);
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client gave up waiting, or the server is being disposed.
            context.Response.Abort();
        }
    }

    private (int Status, string ContentType, string Body) Keys()
    {
        Interlocked.Increment(ref keyRequests);
        return (200, "application/json", signer.PublicKeys);
    }

    private async Task<(int Status, string ContentType, string Body)> TokenAsync(HttpListenerRequest request)
    {
        var credentials = await ClientCredentials.ReadAsync(request, stop.Token);
        tokenRequests.Enqueue(new TokenRequest(credentials.Id, credentials.Scope, credentials.FromHeader));
        switch (Behavior)
        {
            case OidcBehavior.Silent:
                await Task.Delay(Timeout.Infinite, stop.Token);
                break;
            case OidcBehavior.ServerError:
                return Json(500, new { error = "server_error", error_description = "the test server was told to fail" });
            case OidcBehavior.Garbage:
                return (200, "text/html", "<html><body>Please sign in</body></html>");
            case OidcBehavior.NoToken:
                return Json(200, new { token_type = "Bearer" });
            case OidcBehavior.Normal:
            default:
                break;
        }
        if (credentials.GrantType != "client_credentials")
        {
            return Json(400, new { error = "unsupported_grant_type" });
        }
        if (credentials.Id is null || !KafkaUsers.All.Contains(credentials.Id) || credentials.Secret != KafkaUsers.Password(credentials.Id))
        {
            return Json(401, new { error = "invalid_client", error_description = "unknown client or wrong secret" });
        }
        return Json(200, new
        {
            access_token = IssueToken(credentials.Id, credentials.Scope, TokenLifetime),
            token_type = "Bearer",
            expires_in = (int)TokenLifetime.TotalSeconds,
        });
    }

    private static (int Status, string ContentType, string Body) Json(int status, object body) =>
        (status, "application/json", JsonSerializer.Serialize(body));
}
