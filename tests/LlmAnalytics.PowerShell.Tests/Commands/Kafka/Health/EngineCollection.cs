namespace LlmAnalytics.PowerShell.Tests.Commands.Kafka.Health;

/// <summary>Tests that put an engine of their own behind the commands: there is one place for it in the process, so they run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EngineCollection
{
    public const string Name = "Engine of health";
}
