#Requires -Version 7.4
<#
.SYNOPSIS
    Runs the acceptance tests of the built module in this PowerShell; ends with 1 where one fails.
.NOTES
    Tests on real brokers need bin/cluster of $env:KAFKA_HOME, or of ../shared/kafka beside the repository. Where neither is there they are skipped,
    and with $env:LLM_REQUIRE_LIVE set to 1 they fail.
#>
[CmdletBinding()]
param(
    # The built module's manifest; the newest in output/ where none is given.
    [string] $Module
)

$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.0
$env:LLM_TEST_MODULE = $Module
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$result = Invoke-Pester -Configuration $configuration
if ($result.SkippedCount -gt 0) {
    Write-Warning "$($result.SkippedCount) acceptance tests were skipped: no Kafka distribution with bin/cluster, or a tool is missing."
}

exit [int] ($result.Result -ne 'Passed')
