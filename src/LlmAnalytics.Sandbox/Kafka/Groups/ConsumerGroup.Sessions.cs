namespace LlmAnalytics.Sandbox.Kafka.Groups;

/// <content>The members' sessions.</content>
internal sealed partial class ConsumerGroup
{
    private void KeepAlive(GroupMember member)
    {
        if (member.Session is null)
        {
            member.Session = new Timer(_ => Expire(member), null, member.SessionTimeout, Timeout.InfiniteTimeSpan);
        }
        else
        {
            member.Session.Change(member.SessionTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    private void Expire(GroupMember member)
    {
        lock (_access)
        {
            // One who waits for an answer is no less alive for being silent.
            if (member.Session is not null && member.Joining is null && member.Syncing is null && _members.GetValueOrDefault(member.Id) == member)
            {
                Remove(member);
            }
        }
    }

    private static void StopSession(GroupMember member)
    {
        member.Session?.Dispose();
        member.Session = null;
    }
}
