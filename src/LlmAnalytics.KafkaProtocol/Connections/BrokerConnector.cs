using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Transport;

namespace LlmAnalytics.KafkaProtocol.Connections;

/// <summary>Opens one connection, step by step, and knows at every moment which step is under way: a time-out can then say what was waited for.</summary>
internal sealed class BrokerConnector(ServerEndPoint endPoint, ConnectionOptions options)
{
    private string _waitingFor = "";

    /// <summary>Whether a failure that says little is looked into by <see cref="PortProbe"/>; false for the probe's own connections.</summary>
    public bool ExplainFailures { get; init; } = true;

    /// <summary>Told what is waited for, at each step.</summary>
    public Action<string>? OnStep { get; init; }

    public async Task<BrokerConnection> OpenAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.OpenTimeout);
        var startedAt = TimeProvider.System.GetTimestamp();
        Stream? stream = null;
        BrokerConnection? connection = null;
        try
        {
            stream = await ConnectAsync(deadline.Token).ConfigureAwait(false);
            stream = await SecureAsync(stream, deadline.Token).ConfigureAwait(false);
            connection = new BrokerConnection(endPoint, stream, options);
            await AgreeOnVersionsAsync(connection, deadline.Token).ConfigureAwait(false);
            await AuthenticateAsync(connection, deadline.Token).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e)
        {
            await DisposeAsync(stream, connection).ConfigureAwait(false);
            if (e is OperationCanceledException && deadline.IsCancellationRequested)
            {
                var seconds = TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds;
                throw new BrokerConnectionException(ConnectionFailure.NotResponding, endPoint, $"{endPoint} didn't answer within {seconds:0.0} s: waited for {_waitingFor}.", e);
            }

            if (e is BrokerConnectionException { Failure: ConnectionFailure.Closed or ConnectionFailure.NotABroker or ConnectionFailure.TlsHandshake } broken && stream is not null && ExplainFailures)
            {
                // Being hung up on says little. A second, differently worded knock tells what really listens there.
                throw await PortProbe.ExplainAsync(broken, options, cancellationToken).ConfigureAwait(false);
            }

            throw;
        }
    }

    private void WaitFor(string step)
    {
        _waitingFor = step;
        OnStep?.Invoke(step);
    }

    private async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (options.Tls is not null)
            {
                ServerDial.CheckClientCertificate(endPoint, options.Tls);
            }

            return await ServerDial.ConnectAsync(endPoint, WaitFor, cancellationToken).ConfigureAwait(false);
        }
        catch (DialException e)
        {
            throw ConnectionFailures.WhileDialing(e);
        }
    }

    private async Task<Stream> SecureAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (options.Tls is null)
        {
            return stream;
        }

        WaitFor("the TLS handshake");
        try
        {
            return await ServerDial.SecureAsync(stream, endPoint, options.Tls, cancellationToken).ConfigureAwait(false);
        }
        catch (DialException e)
        {
            throw ConnectionFailures.WhileDialing(e);
        }
    }

    private async Task AgreeOnVersionsAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        WaitFor("the answer to the first request, ApiVersions");
        var request = new ApiVersionsRequest { ClientSoftwareName = options.ClientId, ClientSoftwareVersion = options.ClientVersion };
        var response = await connection.SendAsync(request, request.Api.MaxVersion, cancellationToken).ConfigureAwait(false);
        if (response.ErrorCode == ErrorCode.UnsupportedVersion)
        {
            var version = new NegotiatedVersions(response.ApiKeys).TryGet(request.Api, out var common) ? common : (short)0;
            response = await connection.SendAsync(request, version, cancellationToken).ConfigureAwait(false);
        }

        if (response.ErrorCode != ErrorCode.None)
        {
            throw new BrokerConnectionException(ConnectionFailure.VersionNotSupported, endPoint, $"{endPoint} refused to say which versions it speaks: {response.ErrorCode.KafkaName()}.");
        }

        connection.Versions = new NegotiatedVersions(response.ApiKeys);
    }

    private async Task AuthenticateAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        if (options.Sasl is not null)
        {
            WaitFor($"authentication by {options.Sasl.Mechanism}");
            connection.SessionLifetime = await SaslAuthenticator.AuthenticateAsync(connection, options.Sasl, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask DisposeAsync(Stream? stream, BrokerConnection? connection)
    {
        if (connection is not null)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        else if (stream is not null)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }
}
