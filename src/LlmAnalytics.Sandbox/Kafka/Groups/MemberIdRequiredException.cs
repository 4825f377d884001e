namespace LlmAnalytics.Sandbox.Kafka.Groups;

/// <summary>A new member is to join once more, with the id that it is given here (KIP-394).</summary>
/// <param name="memberId">The id.</param>
internal sealed class MemberIdRequiredException(string memberId) : Exception
{
    /// <summary>The id.</summary>
    public string MemberId { get; } = memberId;
}
