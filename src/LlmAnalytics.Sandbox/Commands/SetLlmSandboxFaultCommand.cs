using System.Management.Automation;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;
using LlmAnalytics.Sandbox.Hosting;

namespace LlmAnalytics.Sandbox.Commands;

/// <summary>Breaks something in a sandbox, or mends it: a broker, a partition, the answers to a kind of request, a Redis node.</summary>
[Cmdlet(VerbsCommon.Set, "LlmSandboxFault", SupportsShouldProcess = true, DefaultParameterSetName = BrokerSet)]
[OutputType(typeof(SandboxFault))]
public sealed class SetLlmSandboxFaultCommand : SandboxCommand
{
    private const string BrokerSet = "Broker";
    private const string PartitionSet = "Partition";
    private const string ErrorSet = "Error";
    private const string CutSet = "Cut";
    private const string RedisSet = "RedisNode";
    private const string ClearSet = "Clear";

    /// <summary>The sandbox; the youngest of this session where none is given.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SandboxName]
    [ArgumentCompleter(typeof(SandboxNameCompleter))]
    public LlmSandbox? Sandbox { get; set; }

    /// <summary>Ids of brokers.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = BrokerSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ErrorSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = CutSet)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(SandboxBrokerCompleter))]
    public int[]? Broker { get; set; }

    /// <summary>What the brokers are from now on.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BrokerSet)]
    public BrokerCondition BrokerState { get; set; }

    /// <summary>With -BrokerState Slow: by how many milliseconds each answer is held back.</summary>
    [Parameter(ParameterSetName = BrokerSet)]
    [ValidateRange(1, 600_000)]
    public int DelayMs { get; set; } = 1000;

    /// <summary>A topic.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PartitionSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SandboxTopicCompleter))]
    public string? Topic { get; set; }

    /// <summary>Partitions of the topic.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PartitionSet)]
    public int[] Partition { get; set; } = [];

    /// <summary>What the partitions are from now on.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PartitionSet)]
    public PartitionCondition PartitionState { get; set; }

    /// <summary>With -PartitionState OutOfSync: the brokers whose replicas are.</summary>
    [Parameter(ParameterSetName = PartitionSet)]
    [ArgumentCompleter(typeof(SandboxBrokerCompleter))]
    public int[] Replica { get; set; } = [];

    /// <summary>A kind of request.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ErrorSet)]
    [Parameter(Mandatory = true, ParameterSetName = CutSet)]
    public ApiKey Api { get; set; }

    /// <summary>The error that such requests are answered with; None for as usual again.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ErrorSet)]
    public ErrorCode ErrorCode { get; set; }

    /// <summary>Cuts the connection in the midst of the answer.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CutSet)]
    public SwitchParameter CutResponse { get; set; }

    /// <summary>For how many requests; -CutResponse for one, -ErrorCode for all where none is given.</summary>
    [Parameter(ParameterSetName = ErrorSet)]
    [Parameter(ParameterSetName = CutSet)]
    [ValidateRange(1, int.MaxValue)]
    public int? Times { get; set; }

    /// <summary>Redis nodes, as host:port or by their port.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = RedisSet)]
    [ValidateNotNullOrEmpty]
    [Alias("Endpoint")]
    [ArgumentCompleter(typeof(SandboxRedisNodeCompleter))]
    public string[] RedisNode { get; set; } = [];

    /// <summary>What the nodes are from now on.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RedisSet)]
    [ValidateSet("Up", "Down", "Frozen")]
    public string RedisState { get; set; } = "Up";

    /// <summary>Mends everything in the sandbox.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ClearSet)]
    public SwitchParameter Clear { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var sandbox = Chosen(Sandbox ?? OwnerOf(RedisNode));
        if (sandbox.State != "Running")
        {
            WriteError(Record(new SandboxException("SandboxStopped", $"{sandbox.Name} was stopped.", "Get-LlmSandbox lists those that run."), sandbox));
            return;
        }

        switch (ParameterSetName)
        {
            case BrokerSet:
                Each(Broker!, id => ($"broker {id}", BrokerState.ToString(), token => sandbox.KafkaOrThrow.SetBrokerAsync(id, BrokerState, TimeSpan.FromMilliseconds(DelayMs), token)));
                break;
            case PartitionSet:
                Each(Partition, partition => ($"{Topic}-{partition}", PartitionState.ToString(), _ => Now(() => SetPartition(sandbox, partition))));
                break;
            case ErrorSet:
                Each(Broker is null ? [null] : Broker.Select(id => (int?)id), id => ($"{Api} of {(id is null ? "every broker" : $"broker {id}")}",
                    ErrorCode == ErrorCode.None ? "Healthy" : ErrorCode.ToString(), _ => Now(() => Simulated(sandbox).Cluster.InjectError(id, Api, ErrorCode, Times))));
                break;
            case CutSet:
                Each(Broker ?? [.. sandbox.Brokers.Select(broker => broker.Id)], id => ($"{Api} of broker {id}", "Cut", _ => Now(() => Simulated(sandbox).Cluster.CutResponses(id, Api, Times ?? 1))));
                break;
            case RedisSet:
                Each(RedisNode, address => ($"Redis node {Canonical(sandbox, address)}", RedisState, token => SetRedisAsync(sandbox, address, token)));
                break;
            default:
                Each([sandbox], _ => ("everything", "Healthy", token => ClearAsync(sandbox, token)));
                break;
        }

        void Each<T>(IEnumerable<T> items, Func<T, (string Target, string State, Func<CancellationToken, Task> Set)> plan)
        {
            foreach (var item in items)
            {
                var (target, state, set) = plan(item);
                Apply(sandbox, target, state, set);
            }
        }
    }

    private void Apply(LlmSandbox sandbox, string target, string state, Func<CancellationToken, Task> set)
    {
        if (!ShouldProcess($"{target} @ {sandbox.Name}", $"Set {state}"))
        {
            return;
        }

        try
        {
            Await(async token =>
            {
                await set(token).ConfigureAwait(false);
                return true;
            });
            WriteObject(new SandboxFault(sandbox.Name, target, state));
        }
        catch (SandboxException e)
        {
            WriteError(Record(e, target));
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or System.ComponentModel.Win32Exception)
        {
            WriteError(Record(new SandboxException("StateNotReached", $"{target} can't be {state}: {e.Message}", "Stop the sandbox and start another: its port may have been taken meanwhile.", e), target));
        }
        catch (ArgumentOutOfRangeException e)
        {
            WriteError(Record(new SandboxException("UnknownBroker", $"{target}: there is no such broker.", "Get-LlmSandbox lists them, as Brokers.", e), target));
        }
        catch (ArgumentException e)
        {
            WriteError(Record(new SandboxException("UnknownPartition", e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal), "Get-LlmKafkaTopic -Detailed lists partitions.", e), target));
        }
    }

    private void SetPartition(LlmSandbox sandbox, int partition)
    {
        var cluster = Simulated(sandbox).Cluster;
        switch (PartitionState)
        {
            case PartitionCondition.Leaderless:
                cluster.RemoveLeader(Topic!, partition);
                break;
            case PartitionCondition.OutOfSync:
                CheckReplicas(sandbox);
                cluster.ShrinkIsr(Topic!, partition, Replica);
                break;
            case PartitionCondition.UnderMinIsr:
                cluster.PutUnderMinIsr(Topic!, partition);
                break;
            default:
                cluster.HealPartition(Topic!, partition);
                break;
        }
    }

    private void CheckReplicas(LlmSandbox sandbox)
    {
        if (Replica.Length == 0)
        {
            throw new SandboxException("ReplicaMissing", $"{PartitionState} needs the replicas that are.", "Give brokers' ids, as -Replica.");
        }

        if (Replica.Where(id => sandbox.Brokers.All(broker => broker.Id != id)).ToList() is { Count: > 0 } unknown)
        {
            throw new SandboxException("UnknownReplica", $"There is no broker {string.Join(", ", unknown)}.", "Get-LlmSandbox lists them, as Brokers.");
        }
    }

    /// <summary>The sandbox of this session that has the first of these nodes; null where none has, or none is named.</summary>
    private static LlmSandbox? OwnerOf(string[] nodes) => nodes is [var first, ..] ? Running.FirstOrDefault(sandbox => sandbox.HasRedisNode(first)) : null;

    /// <summary>A node's address where it was given by its port.</summary>
    private static string Canonical(LlmSandbox sandbox, string node) => sandbox.HasRedisNode(node) ? LlmSandbox.Endpoint(sandbox.RedisNode(node)) : node;

    private async Task SetRedisAsync(LlmSandbox sandbox, string address, CancellationToken cancellationToken)
    {
        var node = sandbox.RedisNode(address);
        switch (RedisState)
        {
            case "Down":
                node.Kill();
                break;
            case "Frozen":
                node.Freeze();
                break;
            default:
                await node.ResumeAsync(cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private static async Task ClearAsync(LlmSandbox sandbox, CancellationToken cancellationToken)
    {
        if (sandbox.Kafka != nameof(KafkaKind.None))
        {
            if (sandbox.KafkaOrThrow is SimulatedKafkaPart simulated)
            {
                simulated.Heal();
            }
            else
            {
                foreach (var broker in sandbox.Brokers.Where(broker => broker.State != nameof(BrokerCondition.Up)))
                {
                    await sandbox.KafkaOrThrow.SetBrokerAsync(broker.Id, BrokerCondition.Up, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        foreach (var node in sandbox.RedisNodes.Where(node => node.State != "Up"))
        {
            await sandbox.RedisNode(node.Endpoint).ResumeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static SimulatedKafkaPart Simulated(LlmSandbox sandbox) => sandbox.KafkaOrThrow as SimulatedKafkaPart
        ?? throw new SandboxException("NotSupportedHere", $"{sandbox.Name} has real brokers: they can be Down, Frozen and Up.", "Start a sandbox with -Kafka Simulated.");

    private static Task Now(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
