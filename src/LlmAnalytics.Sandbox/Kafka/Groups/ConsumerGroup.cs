using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Groups;

/// <summary>A group of the classic protocol. Source: Kafka's GroupMetadataManager.java (classicGroupJoin and what follows).</summary>
internal sealed partial class ConsumerGroup(string id) : IDisposable
{
    private readonly Lock _access = new();
    private readonly Dictionary<string, GroupMember> _members = [];
    private readonly HashSet<string> _expected = [];
    private GroupState _state = GroupState.Empty;
    private int _generation;
    private string? _leader;
    private string? _protocolType;
    private string? _protocol;
    private Timer? _rebalance;

    /// <summary>The group's id.</summary>
    public string Id => id;

    /// <summary>Joins; answered when the rebalance has all its members.</summary>
    /// <exception cref="KafkaException">The member can't join.</exception>
    public Task<JoinGroupResponse> JoinAsync(JoinGroupRequest request, string clientId, string clientHost, bool requireKnownId)
    {
        lock (_access)
        {
            CheckProtocols(request);
            var member = Find(request, clientId, clientHost, requireKnownId);
            var isKnown = _members.ContainsKey(member.Id);
            if (isKnown && member.Says(request.Protocols) && !MustRebalance(member))
            {
                return Task.FromResult(Joined(member));
            }

            member.SessionTimeout = TimeSpan.FromMilliseconds(request.SessionTimeoutMs);
            member.RebalanceTimeout = TimeSpan.FromMilliseconds(request.RebalanceTimeoutMs > 0 ? request.RebalanceTimeoutMs : request.SessionTimeoutMs);
            member.Protocols = request.Protocols;
            _members[member.Id] = member;
            _expected.Remove(member.Id);
            _protocolType = request.ProtocolType;
            _leader ??= member.Id;

            // A client that asks once more has given up on its first question.
            member.Joining?.TrySetResult(new JoinGroupResponse { ErrorCode = ErrorCode.RebalanceInProgress, MemberId = member.Id });
            member.Joining = new TaskCompletionSource<JoinGroupResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
            var answer = member.Joining.Task;
            StopSession(member);
            PrepareRebalance();
            TryCompleteJoin();
            return answer;
        }
    }

    /// <summary>Brings or waits for the assignment.</summary>
    /// <exception cref="KafkaException">The member or its generation is not the group's.</exception>
    public Task<SyncGroupResponse> SyncAsync(SyncGroupRequest request)
    {
        lock (_access)
        {
            var member = Check(request.MemberId, request.GroupInstanceId, request.GenerationId);
            if ((request.ProtocolType is { } type && type != _protocolType) || (request.ProtocolName is { } name && name != _protocol))
            {
                throw new KafkaException(ErrorCode.InconsistentGroupProtocol);
            }

            switch (_state)
            {
                case GroupState.PreparingRebalance:
                    throw new KafkaException(ErrorCode.RebalanceInProgress);
                case GroupState.Stable:
                    KeepAlive(member);
                    return Task.FromResult(Synced(member));
                case GroupState.CompletingRebalance:
                    member.Syncing?.TrySetResult(new SyncGroupResponse { ErrorCode = ErrorCode.RebalanceInProgress });
                    member.Syncing = new TaskCompletionSource<SyncGroupResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
                    var answer = member.Syncing.Task;
                    if (member.Id == _leader)
                    {
                        Assign(request.Assignments);
                    }

                    return answer;
                default:
                    throw new KafkaException(ErrorCode.UnknownMemberId);
            }
        }
    }

    /// <summary>A sign of life.</summary>
    /// <exception cref="KafkaException">The member is to rejoin, or is none.</exception>
    public void Heartbeat(string memberId, string? instanceId, int generation)
    {
        lock (_access)
        {
            var member = Check(memberId, instanceId, generation);
            KeepAlive(member);
            if (_state == GroupState.PreparingRebalance)
            {
                throw new KafkaException(ErrorCode.RebalanceInProgress);
            }
        }
    }

    /// <summary>Takes a member out.</summary>
    /// <exception cref="KafkaException">There is no such member.</exception>
    public void Leave(string memberId, string? instanceId)
    {
        lock (_access)
        {
            var member = instanceId is null
                ? _members.GetValueOrDefault(memberId)
                : _members.Values.FirstOrDefault(m => m.InstanceId == instanceId);
            if (member is null)
            {
                // One that was only given an id yet may take its leave too.
                if (_pending.Remove(memberId))
                {
                    return;
                }

                throw new KafkaException(ErrorCode.UnknownMemberId);
            }

            if (instanceId is not null && memberId.Length > 0 && member.Id != memberId)
            {
                throw new KafkaException(ErrorCode.FencedInstanceId);
            }

            Remove(member);
        }
    }

    /// <summary>Refuses the commit of one who may not.</summary>
    /// <exception cref="KafkaException">The member or its generation is not the group's.</exception>
    public void CheckCommit(string memberId, string? instanceId, int generation)
    {
        lock (_access)
        {
            if (generation < 0 && _state == GroupState.Empty)
            {
                return;
            }

            var member = Check(memberId, instanceId, generation);
            KeepAlive(member);
            if (_state == GroupState.CompletingRebalance)
            {
                throw new KafkaException(ErrorCode.RebalanceInProgress);
            }
        }
    }

    /// <summary>The group as the tools show it.</summary>
    public DescribedGroup Describe()
    {
        lock (_access)
        {
            var isStable = _state == GroupState.Stable;
            return new DescribedGroup
            {
                GroupId = id,
                GroupState = _state.ToString(),
                ProtocolType = _protocolType ?? "",
                ProtocolData = isStable ? _protocol ?? "" : "",
                Members = [.. _members.Values.Select(member => new DescribedGroupMember
                {
                    MemberId = member.Id,
                    GroupInstanceId = member.InstanceId,
                    ClientId = member.ClientId,
                    ClientHost = member.ClientHost,
                    MemberMetadata = isStable ? member.Metadata(_protocol ?? "") : [],
                    MemberAssignment = member.Assignment,
                })],
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_access)
        {
            _rebalance?.Dispose();
            foreach (var member in _members.Values)
            {
                StopSession(member);
                member.Joining?.TrySetResult(new JoinGroupResponse { ErrorCode = ErrorCode.CoordinatorNotAvailable });
                member.Syncing?.TrySetResult(new SyncGroupResponse { ErrorCode = ErrorCode.CoordinatorNotAvailable });
            }

            _members.Clear();
        }
    }

    private GroupMember Check(string memberId, string? instanceId, int generation)
    {
        if (instanceId is not null && _members.Values.FirstOrDefault(m => m.InstanceId == instanceId) is { } fixedMember && fixedMember.Id != memberId)
        {
            throw new KafkaException(ErrorCode.FencedInstanceId);
        }

        if (!_members.TryGetValue(memberId, out var member))
        {
            throw new KafkaException(ErrorCode.UnknownMemberId);
        }

        return generation == _generation ? member : throw new KafkaException(ErrorCode.IllegalGeneration);
    }
}
