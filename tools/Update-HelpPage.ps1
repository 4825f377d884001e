#Requires -Version 7.4
<#
.SYNOPSIS
    Looks at the help pages with PlatyPS, and scaffolds a page for each command that has none.
.NOTES
    What `dotnet test` holds the pages against is stricter; this is for new pages, and for what PlatyPS itself says.
#>
[CmdletBinding()]
param(
    # The built module's manifest.
    [Parameter(Mandatory)]
    [string] $Module,

    # The folder of the pages.
    [Parameter(Mandatory)]
    [string] $Folder
)

$ErrorActionPreference = 'Stop'
$InformationPreference = 'Continue'

if (-not (Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable)) {
    Write-Warning 'Microsoft.PowerShell.PlatyPS is not installed: no page was scaffolded or looked at. (Install-PSResource Microsoft.PowerShell.PlatyPS)'
    return
}

Import-Module Microsoft.PowerShell.PlatyPS
$commands = Import-Module $Module -PassThru | ForEach-Object { $_.ExportedCmdlets.Values }
foreach ($command in $commands | Where-Object { -not (Test-Path "$Folder/$($_.Name).md") }) {
    $scaffold = New-MarkdownCommandHelp -CommandInfo $command -OutputFolder ([IO.Directory]::CreateTempSubdirectory().FullName)
    Move-Item $scaffold $Folder
    Write-Information "New: $($command.Name).md. Fill it in: synopsis, description, examples, defaults, accepted values."
}

$faults = foreach ($page in Get-ChildItem "$Folder/*.md") {
    if (-not (Test-MarkdownCommandHelp $page)) {
        "$($page.Name): not in PlatyPS's schema; Test-MarkdownCommandHelp -DetailView says where."
    }

    (Import-MarkdownCommandHelp $page).Diagnostics.Messages | Where-Object Severity -EQ Error |
        ForEach-Object { "$($page.Name) line $($_.Line): $($_.Message)" }
}

if ($faults) {
    throw "PlatyPS finds faults:`n$($faults -join "`n")"
}

Write-Information "PlatyPS has nothing to say against the $(@(Get-ChildItem "$Folder/*.md").Count) pages."
