namespace LlmAnalytics.Sandbox.Hosting;

/// <summary>What is done to a broker.</summary>
public enum BrokerCondition
{
    /// <summary>It runs and is well: what was done to it before is undone.</summary>
    Up,

    /// <summary>It ends at once, as by SIGKILL.</summary>
    Down,

    /// <summary>Its ports accept, it answers nothing, as by SIGSTOP.</summary>
    Frozen,

    /// <summary>Each answer takes longer. Simulated brokers only.</summary>
    Slow,

    /// <summary>It tells what was so when this began. Simulated brokers only.</summary>
    Stale,
}
