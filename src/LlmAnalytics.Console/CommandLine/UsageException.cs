namespace LlmAnalytics.Console.CommandLine;

/// <summary>The command line can't be understood; the message says what about it.</summary>
internal sealed class UsageException(string message) : Exception(message);
