namespace LlmAnalytics.Console.Demonstration;

/// <summary>A command of the demo.</summary>
/// <param name="Comment">What it is for, in a few words.</param>
/// <param name="Command">The command, as a person types it.</param>
/// <param name="IsShot">True for a verdict that must say unhealthy, false for one that must not; null for what is no verdict.</param>
internal sealed record DemoStep(string Comment, string Command, bool? IsShot = null);
