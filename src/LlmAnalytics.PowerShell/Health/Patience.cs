namespace LlmAnalytics.PowerShell.Health;

/// <summary>How long a test waits for one server.</summary>
internal static class Patience
{
    /// <summary>The share of the command's time that one server may use up: what comes after it must still be looked at.</summary>
    private const double Share = 0.25;

    /// <summary>The engine's own patience, or less where the command has little time: a server that stays silent must not cost the verdict on the others.</summary>
    public static TimeSpan Of(int timeoutSec, TimeSpan own)
    {
        var share = TimeSpan.FromSeconds(timeoutSec * Share);
        return share < own ? share : own;
    }
}
