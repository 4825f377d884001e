namespace LlmAnalytics.PowerShell.Tests.Commands.Kafka.Acls;

/// <summary>What ConvertFrom-Json and Import-Csv make of a record, in an engine that has neither.</summary>
internal static class PlainObjects
{
    /// <summary>Defines the filter <c>plain</c>, which leaves of an object its properties alone.</summary>
    public const string Filter =
        "filter plain { $p = [ordered]@{}; foreach ($property in $_.PSObject.Properties) { $p[$property.Name] = $property.Value }; [pscustomobject]$p }; ";
}
