using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Groups;

/// <content>The rebalance. All of this runs under the group's lock.</content>
internal sealed partial class ConsumerGroup
{
    // Ids that were given out and not yet used (KIP-394).
    private readonly HashSet<string> _pending = [];

    private void CheckProtocols(JoinGroupRequest request)
    {
        var isFirst = _members.Count == 0;
        if (request.ProtocolType.Length == 0 || request.Protocols.Length == 0
            || (!isFirst && (request.ProtocolType != _protocolType || !request.Protocols.Any(protocol => _members.Values
                .Where(member => member.Id != request.MemberId)
                .All(member => member.Protocols.Any(known => known.Name == protocol.Name))))))
        {
            throw new KafkaException(ErrorCode.InconsistentGroupProtocol);
        }
    }

    private GroupMember Find(JoinGroupRequest request, string clientId, string clientHost, bool requireKnownId)
    {
        if (request.GroupInstanceId is { } instanceId)
        {
            return FindStatic(request, instanceId, clientId, clientHost);
        }

        if (request.MemberId.Length == 0)
        {
            var newId = $"{clientId}-{Guid.NewGuid()}";
            if (requireKnownId)
            {
                _pending.Add(newId);
                throw new MemberIdRequiredException(newId);
            }

            return new GroupMember(newId, null, clientId, clientHost);
        }

        if (_members.TryGetValue(request.MemberId, out var member))
        {
            return member;
        }

        return _pending.Remove(request.MemberId)
            ? new GroupMember(request.MemberId, null, clientId, clientHost)
            : throw new KafkaException(ErrorCode.UnknownMemberId);
    }

    private GroupMember FindStatic(JoinGroupRequest request, string instanceId, string clientId, string clientHost)
    {
        var known = _members.Values.FirstOrDefault(member => member.InstanceId == instanceId);
        if (request.MemberId.Length > 0)
        {
            return known is null ? throw new KafkaException(ErrorCode.UnknownMemberId)
                : known.Id == request.MemberId ? known
                : throw new KafkaException(ErrorCode.FencedInstanceId);
        }

        var newId = $"{instanceId}-{Guid.NewGuid()}";
        if (known is null)
        {
            return new GroupMember(newId, instanceId, clientId, clientHost);
        }

        // It is back after a restart: its old self is fenced, and it takes over what that had.
        StopSession(known);
        known.Joining?.TrySetResult(new JoinGroupResponse { ErrorCode = ErrorCode.FencedInstanceId, MemberId = known.Id });
        known.Syncing?.TrySetResult(new SyncGroupResponse { ErrorCode = ErrorCode.FencedInstanceId });
        _members.Remove(known.Id);
        _expected.Remove(known.Id);
        if (_leader == known.Id)
        {
            _leader = newId;
        }

        return _members[newId] = new GroupMember(newId, instanceId, clientId, clientHost)
        {
            SessionTimeout = known.SessionTimeout,
            RebalanceTimeout = known.RebalanceTimeout,
            Protocols = known.Protocols,
            Assignment = known.Assignment,
        };
    }

    // A follower that joins again without news is told what it knows; the leader may want to assign anew.
    private bool MustRebalance(GroupMember member) => _state switch
    {
        GroupState.Stable => member.Id == _leader && member.InstanceId is null,
        GroupState.CompletingRebalance => false,
        _ => true,
    };

    private void PrepareRebalance()
    {
        if (_state == GroupState.PreparingRebalance)
        {
            return;
        }

        foreach (var member in _members.Values)
        {
            member.Syncing?.TrySetResult(new SyncGroupResponse { ErrorCode = ErrorCode.RebalanceInProgress });
            member.Syncing = null;
        }

        _state = GroupState.PreparingRebalance;
        _expected.UnionWith(_members.Values.Where(member => member.Joining is null).Select(member => member.Id));
        var patience = _members.Values.Select(member => member.RebalanceTimeout).DefaultIfEmpty(TimeSpan.Zero).Max();
        _rebalance?.Dispose();
        _rebalance = new Timer(_ => GiveUpWaiting(), null, patience, Timeout.InfiniteTimeSpan);
    }

    private void GiveUpWaiting()
    {
        lock (_access)
        {
            if (_state != GroupState.PreparingRebalance)
            {
                return;
            }

            foreach (var member in _expected.Select(_members.GetValueOrDefault).OfType<GroupMember>().ToArray())
            {
                Drop(member);
            }

            _expected.Clear();
            TryCompleteJoin();
        }
    }

    private void TryCompleteJoin()
    {
        if (_state != GroupState.PreparingRebalance || _expected.Count > 0)
        {
            return;
        }

        _rebalance?.Dispose();
        _rebalance = null;
        _generation++;
        if (_members.Count == 0)
        {
            (_state, _protocol, _leader) = (GroupState.Empty, null, null);
            return;
        }

        _leader = _leader is { } leader && _members.ContainsKey(leader) ? leader : _members.Keys.First();
        _protocol = Vote();
        _state = GroupState.CompletingRebalance;
        foreach (var member in _members.Values)
        {
            member.Joining?.TrySetResult(Joined(member));
            member.Joining = null;
            member.Assignment = [];
            KeepAlive(member);
        }
    }

    // Of the assignors that all know, the one that most have first.
    private string Vote()
    {
        var common = _members.Values
            .Select(member => member.Protocols.Select(protocol => protocol.Name))
            .Aggregate((known, more) => known.Intersect(more, StringComparer.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        return _members.Values
            .Select(member => member.Protocols.First(protocol => common.Contains(protocol.Name)).Name)
            .GroupBy(name => name, StringComparer.Ordinal)
            .MaxBy(group => group.Count())!.Key;
    }

    private void Assign(SyncGroupRequestAssignment[] assignments)
    {
        foreach (var assignment in assignments)
        {
            if (_members.TryGetValue(assignment.MemberId, out var member))
            {
                member.Assignment = assignment.Assignment;
            }
        }

        _state = GroupState.Stable;
        foreach (var member in _members.Values.Where(member => member.Syncing is not null))
        {
            member.Syncing!.TrySetResult(Synced(member));
            member.Syncing = null;
            KeepAlive(member);
        }
    }

    private void Remove(GroupMember member)
    {
        Drop(member);
        if (_state is GroupState.Stable or GroupState.CompletingRebalance)
        {
            PrepareRebalance();
        }

        TryCompleteJoin();
    }

    private void Drop(GroupMember member)
    {
        StopSession(member);
        member.Joining?.TrySetResult(new JoinGroupResponse { ErrorCode = ErrorCode.UnknownMemberId });
        member.Syncing?.TrySetResult(new SyncGroupResponse { ErrorCode = ErrorCode.UnknownMemberId });
        _members.Remove(member.Id);
        _expected.Remove(member.Id);
        if (_leader == member.Id)
        {
            _leader = _members.Keys.FirstOrDefault();
        }
    }

    private JoinGroupResponse Joined(GroupMember member) => new()
    {
        GenerationId = _generation,
        ProtocolType = _protocolType,
        ProtocolName = _protocol,
        Leader = _leader ?? "",
        MemberId = member.Id,
        Members = member.Id == _leader && _state != GroupState.Stable
            ? [.. _members.Values.Select(m => new JoinGroupResponseMember { MemberId = m.Id, GroupInstanceId = m.InstanceId, Metadata = m.Metadata(_protocol ?? "") })]
            : [],
    };

    private SyncGroupResponse Synced(GroupMember member) => new() { ProtocolType = _protocolType, ProtocolName = _protocol, Assignment = member.Assignment };
}
