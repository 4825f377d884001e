using System.Management.Automation;

namespace LlmAnalytics.PowerShell.Tests.Hosting;

/// <summary>All that a script wrote.</summary>
internal sealed record RunResult
{
    /// <summary>The pipeline's objects.</summary>
    public required IReadOnlyList<PSObject> Output { get; init; }

    /// <summary>The error stream.</summary>
    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    /// <summary>What ended the script; null where it ran to its end.</summary>
    public required Exception? Terminated { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<string> Verbose { get; init; }

    public required IReadOnlyList<ProgressRecord> Progress { get; init; }

    /// <summary>The error record of <see cref="Terminated"/>.</summary>
    public ErrorRecord? Terminating => (Terminated as IContainsErrorRecord)?.ErrorRecord;

    /// <summary>The ErrorIds without the command's type: those of the stream, then that which ended the script.</summary>
    public IReadOnlyList<string> ErrorIds =>
        [.. Errors.Append(Terminating).OfType<ErrorRecord>().Select(error => error.FullyQualifiedErrorId.Split(',')[0])];

    /// <summary>Every text of every stream.</summary>
    public string Everything => string.Join('\n', Output.Select(item => string.Join(' ', item.Properties.Select(property => property.Value)) + item)
        .Concat(Errors.Append(Terminating).OfType<ErrorRecord>().Select(error => $"{error} {error.Exception} {error.ErrorDetails?.RecommendedAction} {error.TargetObject} {error.InvocationInfo?.PositionMessage}"))
        .Concat(Warnings).Concat(Verbose).Concat(Progress.Select(record => record.ToString())));

    /// <summary>The objects as one type; fails where there are others, errors too.</summary>
    public IReadOnlyList<T> Only<T>()
    {
        Assert.Empty(ErrorIds);
        Assert.Null(Terminated);
        return [.. Output.Select(item => Assert.IsType<T>(item.BaseObject))];
    }
}
