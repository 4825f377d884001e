using System.Management.Automation;

namespace LlmAnalytics.Console.Running;

/// <summary>What a run comes to, gathered while its results pass by.</summary>
internal sealed class Outcome
{
    /// <summary>True where an error was written.</summary>
    public bool HasErrors { get; set; }

    /// <summary>True where Ctrl+C stopped it.</summary>
    public bool WasStopped { get; set; }

    /// <summary>True where a verdict on health said that not all is well.</summary>
    public bool IsUnhealthy { get; private set; }

    /// <summary>True where a verdict on health had the status <c>Unhealthy</c>: something is critical.</summary>
    public bool SaidUnhealthy { get; private set; }

    /// <summary>Looks at a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="boolIsVerdict">True where a bare bool is what <c>Test-* -Quiet</c> said.</param>
    public void Look(PSObject result, bool boolIsVerdict)
    {
        if (result.BaseObject is ErrorRecord)
        {
            HasErrors = true;
        }
        else if (boolIsVerdict && result.BaseObject is false)
        {
            IsUnhealthy = true;
        }
        else if (result.Properties["Healthy"]?.Value is false && result.Properties["Checks"] is not null)
        {
            IsUnhealthy = true;
            SaidUnhealthy |= result.Properties["Status"]?.Value is "Unhealthy";
        }
    }
}
