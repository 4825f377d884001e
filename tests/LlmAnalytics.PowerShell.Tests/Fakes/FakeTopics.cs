using System.Runtime.CompilerServices;
using LlmAnalytics.Engine;

namespace LlmAnalytics.PowerShell.Tests.Fakes;

/// <summary>Topics in a list. Asks for approval once a change, as the engine does.</summary>
internal sealed class FakeTopics : IKafkaTopics
{
    /// <summary>The topics that exist.</summary>
    public List<string> Names { get; } = ["llm-audit", "llm-events", "orders"];

    public List<TopicQuery> Queries { get; } = [];

    public List<TopicCreation> Creations { get; } = [];

    public List<TopicChange> Changes { get; } = [];

    public List<TopicRemoval> Removals { get; } = [];

    /// <summary>The names of topics that were changed for real.</summary>
    public List<string> Written { get; } = [];

    /// <summary>What goes before each topic.</summary>
    public Func<string, IOperation, CancellationToken, Task> Before { get; set; } = (_, _, _) => Task.CompletedTask;

    public Func<CancellationToken, Task> BeforeNames { get; set; } = _ => Task.CompletedTask;

    public async IAsyncEnumerable<KafkaTopic> GetAsync(TopicQuery query, IOperation operation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Queries.Add(query);
        foreach (var name in query.Names.Count == 0 ? Names : query.Names)
        {
            await Before(name, operation, cancellationToken);
            if (Names.Contains(name))
            {
                yield return new KafkaTopic { Name = name, PartitionCount = 8, ReplicationFactor = 3, Health = "Healthy" };
            }
            else
            {
                operation.Report(new Problem(ErrorIds.TopicNotFound, ProblemCategory.ObjectNotFound, $"There is no topic '{name}'.", name, "Look again."));
            }
        }
    }

    public async Task<IReadOnlyList<string>> GetNamesAsync(CancellationToken cancellationToken)
    {
        await BeforeNames(cancellationToken);
        return Names;
    }

    public IAsyncEnumerable<KafkaTopicResult> CreateAsync(TopicCreation creation, IOperation operation, CancellationToken cancellationToken)
    {
        Creations.Add(creation);
        return ChangeAsync(creation.Definitions.Select(definition => definition.Name), "Create (8 partitions)", "Created", operation, cancellationToken);
    }

    public IAsyncEnumerable<KafkaTopicResult> SetAsync(TopicChange change, IOperation operation, CancellationToken cancellationToken)
    {
        Changes.Add(change);
        return ChangeAsync(change.Names, "Set retention.ms=1", "Changed", operation, cancellationToken);
    }

    public IAsyncEnumerable<KafkaTopicResult> RemoveAsync(TopicRemoval removal, IOperation operation, CancellationToken cancellationToken)
    {
        Removals.Add(removal);
        return ChangeAsync(removal.Names, "Remove (8 partitions)", "Removed", operation, cancellationToken);
    }

    private async IAsyncEnumerable<KafkaTopicResult> ChangeAsync(
        IEnumerable<string> names, string action, string status, IOperation operation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            await Before(name, operation, cancellationToken);
            var approval = await operation.ApproveAsync($"topic '{name}' on cluster fake", action);
            if (approval == Approval.Approved)
            {
                Written.Add(name);
            }

            if (approval != Approval.Declined)
            {
                yield return new KafkaTopicResult { Name = name, Status = approval == Approval.WhatIf ? "Planned" : status };
            }
        }
    }
}
