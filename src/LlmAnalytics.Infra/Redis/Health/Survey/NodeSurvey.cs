using System.Collections.Concurrent;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;
using LlmAnalytics.Infra.Redis.Topology;

namespace LlmAnalytics.Infra.Redis.Health.Survey;

/// <summary>What one node said when it was asked itself. A part is null where it was not asked for or not answered; <see cref="Failures"/> says why.</summary>
internal sealed class NodeSurvey(NodePlace place)
{
    public NodePlace Place { get; set; } = place;

    /// <summary>Whether it answered the first command.</summary>
    public bool Answers { get; set; }

    /// <summary>Why it didn't; null where it did.</summary>
    public Problem? Failure { get; set; }

    /// <summary>Whether it answers only that it is loading its data.</summary>
    public bool IsLoading { get; set; }

    /// <summary>The shortest of some round trips.</summary>
    public double? RoundTripMs { get; set; }

    public Look First { get; set; } = new();

    /// <summary>A second look a while later; null where there was no need of one, or it was not answered.</summary>
    public Look? Later { get; set; }

    public InfoText? Info { get; set; }

    /// <summary>The second sample.</summary>
    public InfoText? LaterInfo { get; set; }

    /// <summary>Settings by name; those that are secret as digests.</summary>
    public IReadOnlyDictionary<string, string>? Config { get; set; }

    /// <summary>A digest of all users with their rights and passwords.</summary>
    public string? UsersDigest { get; set; }

    /// <summary>When the slow commands of the log ran, in seconds since 1970; the newest first, this test's own left out.</summary>
    public IReadOnlyList<long>? SlowCommandTimes { get; set; }

    public IReadOnlyList<LatencyEvent>? LatencyEvents { get; set; }

    /// <summary>Whether the server says that transparent huge pages are on.</summary>
    public bool? HugePages { get; set; }

    /// <summary>The links to other nodes; none where all of them are short.</summary>
    public IReadOnlyList<ClusterLink>? Links { get; set; }

    public IReadOnlyList<MigrationTask>? Migrations { get; set; }

    /// <summary>The slot that took most processor time; null also where none took any.</summary>
    public SlotLoad? BusiestSlot { get; set; }

    public IReadOnlyList<KeySize>? SampledKeys { get; set; }

    /// <summary>Why a part is missing, by the names of <see cref="Parts"/>.</summary>
    public ConcurrentDictionary<string, PartFailure> Failures { get; } = [];

    public string? Id => First.Myself?.Id;

    public override string ToString() => Place.ToString();
}

/// <summary>An entry of LATENCY LATEST.</summary>
internal sealed record LatencyEvent(string Name, long AtSeconds, long LatestMs, long MaxMs);

/// <summary>An atomic migration of slots, as the server logs it.</summary>
internal sealed record MigrationTask(string Name, string Slots, string State, string Message, long? AtSeconds);

/// <summary>A slot with the microseconds of processor time that it took, at the first sample and at the second one.</summary>
internal sealed record SlotLoad(int Slot, long CpuUsec, long? LaterCpuUsec);

/// <summary>A key with its bytes.</summary>
internal sealed record KeySize(string Key, long Bytes);
