using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;
using LlmAnalytics.Sandbox.Kafka.Security;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Begins a SASL exchange.</summary>
internal static class SaslHandshakeHandler
{
    private static readonly string[] Mechanisms = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"];

    public static SaslHandshakeResponse Handle(RequestContext context, SaslHandshakeRequest request)
    {
        if (!context.Session.RequiresSasl || context.Session.IsAuthenticated)
        {
            return new SaslHandshakeResponse { ErrorCode = ErrorCode.IllegalSaslState };
        }

        var passwords = context.Services.Passwords;
        context.Session.Sasl = request.Mechanism switch
        {
            "PLAIN" => new PlainServer(passwords),
            "SCRAM-SHA-256" or "SCRAM-SHA-512" => new ScramServer(request.Mechanism, passwords),
            _ => null,
        };
        context.Session.IsSaslBare = context.Version == 0;
        context.Session.IsClosing = context.Session.Sasl is null;
        return new SaslHandshakeResponse
        {
            ErrorCode = context.Session.Sasl is null ? ErrorCode.UnsupportedSaslMechanism : ErrorCode.None,
            Mechanisms = Mechanisms,
        };
    }
}
