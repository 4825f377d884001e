using LlmAnalytics.Engine;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Redis.Problems;

/// <summary>What can go wrong between here and a node, in the words of the person who has to mend it. A node is named as its place prints itself.</summary>
internal static class NodeProblems
{
    private const int MaxNamed = 5;

    /// <summary>TCP or TLS failed.</summary>
    /// <param name="node">The node's address.</param>
    /// <param name="failure">The failure, which names the cause.</param>
    public static ProblemException Dial(string node, DialException failure)
    {
        var (errorId, category, action) = Describe(failure.Failure);
        return new ProblemException(new Problem(errorId, category, failure.Message, node, action), failure);
    }

    public static ProblemException NotResponding(string node, TimeSpan waited, string waitedFor, Exception? cause = null) => new(
        new Problem(ErrorIds.RedisNodeNotResponding, ProblemCategory.OperationTimeout,
            FormattableString.Invariant($"{node} didn't answer within {waited.TotalSeconds:0.0} s: waited for {waitedFor}."), node,
            "Check whether the node is frozen or overloaded, and whether a firewall drops its traffic; -TimeoutSec gives it more time."),
        cause);

    public static ProblemException Closed(string node, string why, Exception? cause = null) => new(
        new Problem(ErrorIds.RedisConnectionClosed, ProblemCategory.ConnectionError, $"{node} closed the connection{(why.Length > 0 ? $": {why}" : "")}.", node,
            "Look into the node's log for why it hung up; check that port and TLS belong together."),
        cause);

    public static ProblemException NotAServer(string node, string sent) => new(
        new Problem(ErrorIds.RedisNotAServer, ProblemCategory.ProtocolError, $"What listens at {node} is not a Redis server: it sent '{sent}'.", node,
            "Check host and port: another service listens there."));

    public static ProblemException ExpectsTls(string node, Exception? cause = null) => new(
        new Problem(ErrorIds.RedisNodeExpectsTls, ProblemCategory.ProtocolError, $"{node} speaks TLS and was spoken to in plain text.", node,
            "Give -Tls, or use the node's plain port."),
        cause);

    public static ProblemException ExpectsPlaintext(string node, Exception? cause = null) => new(
        new Problem(ErrorIds.RedisTlsFailed, ProblemCategory.ProtocolError, $"{node} speaks plain text and was spoken to in TLS.", node,
            "Leave -Tls out, or use the node's TLS port."),
        cause);

    /// <param name="node">The node's address.</param>
    /// <param name="user">The user that was given; null for the default one.</param>
    public static ProblemException WrongPassword(string node, string? user) => new(
        new Problem(ErrorIds.RedisAuthenticationFailed, ProblemCategory.AuthenticationError,
            user is null ? $"{node} refused the password of the default user." : $"{node} refused the user '{user}' or its password, or the user is disabled.", node,
            "Check user and password (-Credential, -PasswordSecret, REDISCLI_AUTH)."));

    public static ProblemException PasswordNotExpected(string node) => new(
        new Problem(ErrorIds.RedisAuthenticationFailed, ProblemCategory.AuthenticationError,
            $"{node} asks for no password, and one was given: the node is open to everyone, or is not the one that was meant.", node,
            "Set requirepass on the node, or connect without a password (-Credential, -PasswordSecret, REDISCLI_AUTH)."));

    public static ProblemException PasswordRequired(string node) => new(
        new Problem(ErrorIds.RedisAuthenticationRequired, ProblemCategory.AuthenticationError, $"{node} asks for a password, and none was given.", node,
            "Give -Credential, -PasswordSecret, or set REDISCLI_AUTH."));

    /// <param name="node">The node's address.</param>
    /// <param name="refusal">Why the password could not be looked up.</param>
    /// <param name="cause">The technical cause, if there is one.</param>
    public static ProblemException PasswordWithheld(string node, Problem refusal, Exception? cause = null) => new(
        refusal with { Message = $"{node} asks for a password, which was not given and can't be looked up. {refusal.Message}", Target = node, RecommendedAction = $"{refusal.RecommendedAction} Or give the password by -Credential." },
        cause);

    /// <param name="node">The node's address.</param>
    /// <param name="user">The user that was given; null for the default one.</param>
    /// <param name="command">The command, and its subcommand where it has one.</param>
    /// <param name="cause">The technical cause, if there is one.</param>
    public static ProblemException NotAllowed(string node, string? user, string command, Exception? cause = null) => new(
        new Problem(ErrorIds.RedisAuthorizationFailed, ProblemCategory.PermissionDenied,
            $"The user '{user ?? "default"}' may not use {command} on {node}.", node,
            $"Allow it on every node: ACL SETUSER {user ?? "default"} +{command.ToLowerInvariant().Replace(' ', '|')}"),
        cause);

    /// <param name="node">The node's address.</param>
    /// <param name="command">The command, and its subcommand where it has one.</param>
    /// <param name="answer">The server's own words.</param>
    /// <param name="cause">The technical cause, if there is one.</param>
    public static ProblemException ServerError(string node, string command, string answer, Exception? cause = null) => new(
        new Problem(ErrorIds.RedisServerError, ProblemCategory.InvalidResult, $"{node} answered {command} with an error: {answer.TrimEnd('.')}.", node,
            "Look into the node's log; the message is the server's own."),
        cause);

    public static ProblemException ClusterModeOff(string node) => new(
        new Problem(ErrorIds.RedisClusterModeOff, ProblemCategory.InvalidOperation, $"{node} is not in cluster mode.", node,
            "Set cluster-enabled yes in the node's configuration and start it anew."));

    /// <summary>No node has one of the names asked for.</summary>
    public static Problem NodeNotFound(string name) => new(
        ErrorIds.RedisNodeNotFound, ProblemCategory.ObjectNotFound, $"The cluster has no node '{name}'.", name, "Get-LlmRedisNode without a name shows all nodes.");

    public static ProblemException ConnectionDisposed(Exception? cause = null) => new(
        new Problem(ErrorIds.RedisConnectionDisposed, ProblemCategory.InvalidOperation, "The connection is closed.", null, "Open a new one with Connect-LlmRedis."), cause);

    /// <summary>No node could be used: the most telling cause gives the ErrorId, and all of them the message.</summary>
    public static ProblemException NoneUsable(IReadOnlyList<ProblemException> failures)
    {
        var telling = failures.OrderByDescending(failure => Weight(failure.Problem.ErrorId)).First();
        var messages = failures.Select(failure => failure.Problem.Message).Distinct().Order(StringComparer.Ordinal).ToList();
        return new ProblemException(messages.Count == 1 ? telling.Problem : telling.Problem with { Message = $"No Redis node could be used. {Summary(failures, messages, telling.Problem)}" }, telling);
    }

    /// <summary>What befell several nodes: once where it is the same with all of them.</summary>
    private static string Summary(IReadOnlyList<ProblemException> failures, List<string> messages, Problem telling)
    {
        if (failures.DistinctBy(failure => failure.Problem.Target is { Length: > 0 } node ? failure.Problem.Message.Replace(node, "", StringComparison.Ordinal) : failure.Problem.Message).Count() == 1)
        {
            return $"{telling.Message} It is the same with {(failures.Count == 2 ? "the other one" : $"the {failures.Count - 1} others")}.";
        }

        var more = messages.Count > MaxNamed ? $" {messages.Count - MaxNamed} more nodes failed." : "";
        return $"{string.Join(" ", messages.Take(MaxNamed))}{more}";
    }

    /// <summary>How much a failure tells of its cause.</summary>
    private static int Weight(string errorId) => errorId switch
    {
        ErrorIds.RedisAuthenticationFailed or ErrorIds.RedisAuthenticationRequired or ErrorIds.RedisAuthorizationFailed or ErrorIds.KubernetesAuthorizationFailed => 4,
        ErrorIds.RedisTlsFailed or ErrorIds.RedisNodeExpectsTls => 3,
        ErrorIds.RedisNotAServer or ErrorIds.RedisServerError => 2,
        ErrorIds.RedisNodeNotResponding => 1,
        _ => 0,
    };

    private static (string ErrorId, ProblemCategory Category, string Action) Describe(DialFailure failure) => failure switch
    {
        DialFailure.HostNotFound => (ErrorIds.RedisHostNotFound, ProblemCategory.ConnectionError, "Check the host name in -Node, and this machine's DNS."),
        DialFailure.HostUnreachable => (ErrorIds.RedisHostUnreachable, ProblemCategory.ConnectionError, "Check the route and the firewalls between this machine and the node."),
        DialFailure.Refused => (ErrorIds.RedisConnectionRefused, ProblemCategory.ConnectionError, "Check the address and the port, and that the node runs."),
        DialFailure.NotResponding => (ErrorIds.RedisNodeNotResponding, ProblemCategory.OperationTimeout, "Check that the node runs and that no firewall drops its traffic."),
        DialFailure.ServerCertificateExpired => (ErrorIds.RedisTlsFailed, ProblemCategory.AuthenticationError, "Renew the node's certificate; check this machine's clock."),
        DialFailure.ServerCertificateWrongHost => (ErrorIds.RedisTlsFailed, ProblemCategory.AuthenticationError,
            "Name what the certificate holds by -TlsServerName, or give the node a certificate with this name."),
        DialFailure.ServerCertificateUntrusted => (ErrorIds.RedisTlsFailed, ProblemCategory.AuthenticationError, "Give the issuing authority's certificate by -CaCertificate (PEM)."),
        DialFailure.ClientCertificateRequired => (ErrorIds.RedisTlsFailed, ProblemCategory.AuthenticationError, "Give a client certificate by -ClientCertificate, and its key by -ClientKey."),
        DialFailure.ClientCertificateExpired => (ErrorIds.RedisTlsFailed, ProblemCategory.AuthenticationError, "Renew the client certificate."),
        DialFailure.ClientCertificateRejected => (ErrorIds.RedisTlsFailed, ProblemCategory.AuthenticationError,
            "Check that the node's tls-ca-cert-file holds the authority that issued the client certificate, and that the certificate is valid."),
        DialFailure.TlsHandshake => (ErrorIds.RedisTlsFailed, ProblemCategory.AuthenticationError, "Check that the port speaks TLS, and which versions and ciphers it allows (tls-protocols, tls-ciphers)."),
        _ => (ErrorIds.RedisConnectionClosed, ProblemCategory.ConnectionError, "Look into the node's log for why it hung up; check that port and TLS belong together."),
    };
}
