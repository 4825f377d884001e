using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LlmAnalytics.Sandbox.Hosting;

namespace LlmAnalytics.Sandbox.Commands;

/// <summary>What the commands of the sandbox share: work on the thread pool under the pipeline's stop token, and errors with their ids.</summary>
public abstract class SandboxCommand : PSCmdlet
{
    private protected SandboxCommand()
    {
    }

    /// <summary>The running sandboxes of this session, oldest first.</summary>
    private protected static IReadOnlyList<LlmSandbox> Running => SandboxRegistry.Of(Runspace.DefaultRunspace);

    /// <summary>Runs work to its end; Ctrl+C cancels it, and is waited for.</summary>
    private protected T Await<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return PipelineThread.Run(() => work(PipelineStopToken));
        }
        catch (OperationCanceledException) when (Stopping)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Ends the command with an error.</summary>
    private protected void Fail(SandboxException problem, object? target = null) => ThrowTerminatingError(Record(problem, target));

    /// <summary>The error record of a problem.</summary>
    private protected static ErrorRecord Record(SandboxException problem, object? target)
    {
        var category = problem.ErrorId switch
        {
            "RedisServerNotFound" or "KafkaNotFound" or "UnknownBroker" or "UnknownRedisNode" or "UnknownPartition" or "UnknownReplica" or "NoKafka" or "NoSandbox" => ErrorCategory.ObjectNotFound,
            "RedisStartTimeout" or "KafkaStartTimeout" => ErrorCategory.OperationTimeout,
            "ParameterConflict" or "NothingToStart" or "ReplicaMissing" => ErrorCategory.InvalidArgument,
            "TemporaryFolderUnusable" => ErrorCategory.WriteError,
            "NotSupportedHere" or "RedisNodeNotFreezable" => ErrorCategory.NotImplemented,
            _ => ErrorCategory.InvalidOperation,
        };
        var record = new ErrorRecord(problem, problem.ErrorId, category, target);
        if (problem.Remedy is { } remedy)
        {
            record.ErrorDetails = new ErrorDetails(problem.Message) { RecommendedAction = remedy };
        }

        return record;
    }

    /// <summary>The running sandboxes of some names or patterns, each once, oldest first; an error for a name that none has.</summary>
    private protected IReadOnlyList<LlmSandbox> Named(IEnumerable<string> names)
    {
        var found = new HashSet<LlmSandbox>();
        foreach (var name in names)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var matches = Running.Where(sandbox => pattern.IsMatch(sandbox.Name)).ToList();
            if (matches.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(Record(new SandboxException("NoSandbox", $"No sandbox {name} runs in this session.", "Get-LlmSandbox lists those that do."), name));
            }

            found.UnionWith(matches);
        }

        return [.. Running.Where(found.Contains)];
    }

    /// <summary>The sandbox to work on: the one given, else the youngest of this session.</summary>
    private protected LlmSandbox Chosen(LlmSandbox? given)
    {
        if ((given ?? (Running is [.., var youngest] ? youngest : null)) is { } sandbox)
        {
            return sandbox;
        }

        Fail(new SandboxException("NoSandbox", "No sandbox runs in this session.", "Start-LlmSandbox"));
        throw new PipelineStoppedException();
    }
}
