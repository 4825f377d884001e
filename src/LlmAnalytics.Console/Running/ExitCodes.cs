namespace LlmAnalytics.Console.Running;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>An error was written, or ended the run.</summary>
    public const int Error = 1;

    /// <summary>The command line is not understood.</summary>
    public const int Usage = 2;

    /// <summary>A verdict said unhealthy, and <c>-FailUnhealthy</c> was given.</summary>
    public const int Unhealthy = 3;

    /// <summary>Stopped by Ctrl+C, as shells say it: 128 and the number of SIGINT.</summary>
    public const int Stopped = 130;

    /// <summary>The code of a finished run. An error weighs more than a verdict: it may be why there is none.</summary>
    public static int Of(Outcome outcome, int? exit, bool failUnhealthy) => exit ?? outcome switch
    {
        { WasStopped: true } => Stopped,
        { HasErrors: true } => Error,
        { IsUnhealthy: true } when failUnhealthy => Unhealthy,
        _ => Success,
    };
}
