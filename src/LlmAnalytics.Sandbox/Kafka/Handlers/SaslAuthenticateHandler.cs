using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.Requests;

namespace LlmAnalytics.Sandbox.Kafka.Handlers;

/// <summary>Goes on with a SASL exchange.</summary>
internal static class SaslAuthenticateHandler
{
    public static SaslAuthenticateResponse Handle(RequestContext context, SaslAuthenticateRequest request)
    {
        if (context.Session.Sasl is not { } exchange)
        {
            return new SaslAuthenticateResponse
            {
                ErrorCode = ErrorCode.IllegalSaslState,
                ErrorMessage = "SaslAuthenticate request received after successful authentication",
            };
        }

        var step = exchange.Next(request.AuthBytes);
        if (step.UserName is { } userName)
        {
            context.Session.Authenticate(userName);
            context.Session.Sasl = null;
        }

        context.Session.IsClosing = step.Refusal is not null;
        return new SaslAuthenticateResponse
        {
            ErrorCode = step.Refusal is null ? ErrorCode.None : ErrorCode.SaslAuthenticationFailed,
            ErrorMessage = step.Refusal,
            AuthBytes = step.Answer,
        };
    }
}
