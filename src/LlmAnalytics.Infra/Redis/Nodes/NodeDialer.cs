using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Problems;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>Opens connections to nodes, step by step: the source's dial, TLS, authentication, the client library.</summary>
internal sealed class NodeDialer(INodeSource source, NodeAccess access) : IDisposable
{
    private static readonly TimeSpan ProbeAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _passwordGate = new(1, 1);
    private string? _password = access.Password;
    private Problem? _refusal;
    private bool _hasPassword = access.Password is not null;

    /// <summary>The user that one is; null where no password is known (yet).</summary>
    public string? User => _password is null ? null : NodeGreeting.IsDefault(access.User) ? "default" : access.User;

    /// <summary>Opens a connection on which the node has answered.</summary>
    /// <param name="place">Where to.</param>
    /// <param name="onStep">Told what is waited for, at each step.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing else does.</param>
    public async Task<NodeConnection> OpenAsync(NodePlace place, Action<string> onStep, CancellationToken cancellationToken)
    {
        onStep("the password's secret");
        var password = await PasswordAsync(cancellationToken).ConfigureAwait(false);
        CheckClientCertificate(place);
        onStep("the connection");
        var stream = await source.DialAsync(place, cancellationToken).ConfigureAwait(false);
        try
        {
            stream = await SecureAsync(stream, place, onStep, cancellationToken).ConfigureAwait(false);
            onStep(password is null ? "the answer to PING" : "the answer to AUTH and PING");
            await GreetAsync(stream, place, password, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return await NodeConnection.OpenAsync(place, stream, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        access.Dispose();
        _passwordGate.Dispose();
    }

    private async Task<string?> PasswordAsync(CancellationToken cancellationToken)
    {
        if (_hasPassword)
        {
            return _password;
        }

        await _passwordGate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_hasPassword)
            {
                var found = await source.FindPasswordAsync(cancellationToken).ConfigureAwait(false);
                (_password, _refusal) = (found.Value, found.Refusal);
                _hasPassword = true;
            }

            return _password;
        }
        finally
        {
            _passwordGate.Release();
        }
    }

    private void CheckClientCertificate(NodePlace place)
    {
        try
        {
            if (access.Tls is { } tls)
            {
                ServerDial.CheckClientCertificate(new ServerEndPoint(place.Host, place.Port), tls);
            }
        }
        catch (DialException e)
        {
            throw NodeProblems.Dial(place.ToString(), e);
        }
    }

    private async Task<Stream> SecureAsync(Stream stream, NodePlace place, Action<string> onStep, CancellationToken cancellationToken)
    {
        if (access.Tls is not { } tls)
        {
            return stream;
        }

        onStep("the TLS handshake");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var securing = ServerDial.SecureAsync(stream, new ServerEndPoint(place.Host, place.Port), tls, ending.Token);
        try
        {
            // A plain port takes the handshake for the beginning of a command, and waits for its end.
            await ((Task)securing.WaitAsync(ProbeAfter, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!securing.IsCompleted && await SpeaksPlainAsync(place, cancellationToken).ConfigureAwait(false))
            {
                await ending.CancelAsync().ConfigureAwait(false);
                await ((Task)securing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw NodeProblems.ExpectsPlaintext(place.ToString());
            }

            return await securing.ConfigureAwait(false);
        }
        catch (DialException e)
        {
            throw e.Failure == DialFailure.TlsHandshake && await SpeaksPlainAsync(place, cancellationToken).ConfigureAwait(false)
                ? NodeProblems.ExpectsPlaintext(place.ToString(), e)
                : NodeProblems.Dial(place.ToString(), e);
        }
    }

    private async Task GreetAsync(Stream stream, NodePlace place, string? password, CancellationToken cancellationToken)
    {
        try
        {
            await NodeGreeting.RunAsync(stream, place, access.User, password, cancellationToken).ConfigureAwait(false);
        }
        catch (ProblemException e) when (e.Problem.ErrorId == ErrorIds.RedisAuthenticationRequired && _refusal is not null)
        {
            throw NodeProblems.PasswordWithheld(place.ToString(), _refusal, e);
        }
        catch (IOException e)
        {
            if (access.Tls is { } tls)
            {
                throw NodeProblems.Dial(place.ToString(), await ExplainBreakAsync(e, place, tls, cancellationToken).ConfigureAwait(false));
            }

            throw await OffersTlsAsync(place, cancellationToken).ConfigureAwait(false)
                ? NodeProblems.ExpectsTls(place.ToString(), e)
                : NodeProblems.Closed(place.ToString(), e is EndOfStreamException ? "" : e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>
    /// Why the node hung up after the handshake: with TLS 1.3 its verdict on our certificate arrives then, and is lost where our first words crossed it. A second
    /// connection, over which nothing is said, receives it.
    /// </summary>
    private async Task<DialException> ExplainBreakAsync(IOException broken, NodePlace place, TlsOptions tls, CancellationToken cancellationToken)
    {
        var endPoint = new ServerEndPoint(place.Host, place.Port);
        var explanation = ServerDial.ExplainBreak(broken, endPoint, tls);
        if (explanation.Failure == DialFailure.Closed)
        {
            await ProbeAsync(
                place,
                async (stream, token) =>
                {
                    try
                    {
                        await using var secured = await ServerDial.SecureAsync(stream, endPoint, tls, token).ConfigureAwait(false);
                        return await secured.ReadAsync(new byte[1], token).ConfigureAwait(false) > 0;
                    }
                    catch (IOException e)
                    {
                        explanation = ServerDial.ExplainBreak(e, endPoint, tls);
                        return true;
                    }
                    catch (DialException e)
                    {
                        explanation = e;
                        return true;
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }

        return explanation;
    }

    /// <summary>Whether a second connection, over which TLS is spoken, is answered with a certificate.</summary>
    private Task<bool> OffersTlsAsync(NodePlace place, CancellationToken cancellationToken) =>
        ProbeAsync(place, (stream, token) => ServerDial.OffersTlsAsync(stream, access.Tls?.ServerName ?? place.Host, token), cancellationToken);

    /// <summary>Whether a second connection, over which plain text is spoken, is answered as Redis answers. No credentials are sent.</summary>
    private Task<bool> SpeaksPlainAsync(NodePlace place, CancellationToken cancellationToken) => ProbeAsync(
        place,
        async (stream, token) =>
        {
            await NodeGreeting.RunAsync(stream, place, null, null, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private async Task<bool> ProbeAsync(NodePlace place, Func<Stream, CancellationToken, Task<bool>> probe, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ProbePatience);
        try
        {
            await using var stream = await source.DialAsync(place, patience.Token).ConfigureAwait(false);
            return await probe(stream, patience.Token).ConfigureAwait(false);
        }
        catch (NodeErrorException)
        {
            return true; // an error in Redis' words
        }
        catch (ProblemException e)
        {
            return e.Problem.ErrorId is ErrorIds.RedisAuthenticationRequired or ErrorIds.RedisAuthorizationFailed;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false; // the probe learnt nothing: what was known stands
        }
    }
}
