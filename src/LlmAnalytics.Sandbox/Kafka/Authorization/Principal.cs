namespace LlmAnalytics.Sandbox.Kafka.Authorization;

/// <summary>Who asks, and from where.</summary>
/// <param name="Name">Kafka's form, such as <c>User:alice</c>.</param>
/// <param name="Host">The address.</param>
internal sealed record Principal(string Name, string Host)
{
    /// <summary>Whoever comes through a listener without authentication.</summary>
    public const string Anonymous = "User:ANONYMOUS";
}
