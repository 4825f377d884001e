#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, documents and packs the module. Wraps the same dotnet steps that work without PowerShell.
.DESCRIPTION
    Build    dotnet build; the importable module lies in output/LlmAnalytics/<version> then.
    Test     dotnet test, then the acceptance tests of tests/pester on the built module, where Pester 5 is installed.
    Docs     Build, then PlatyPS looks at the pages in docs/en-US and scaffolds those that are missing, where it is installed.
    Package  Build, then output/LlmAnalytics.<version>.zip, to be unpacked into a folder of $env:PSModulePath.
.EXAMPLE
    ./build.ps1 -Task Package -Configuration Release
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Docs', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$InformationPreference = 'Continue'

$version = (Import-PowerShellDataFile "$PSScriptRoot/LlmAnalytics.psd1").ModuleVersion
$module = "$PSScriptRoot/output/LlmAnalytics/$version"
$pwsh = [Environment]::ProcessPath

function Build-Module([string] $Configuration) {
    dotnet build "$PSScriptRoot/src/LlmAnalytics.PowerShell" --configuration $Configuration --verbosity quiet
    Write-Information "Module: $module"
}

function Test-Module([string] $Configuration) {
    dotnet test "$PSScriptRoot/LlmAnalytics.PowerShell.sln" --configuration $Configuration --verbosity quiet
    if (-not (Get-Module Pester -ListAvailable | Where-Object Version -ge '5.0')) {
        Write-Warning 'Pester 5 is not installed: the acceptance tests in tests/pester did not run. (Install-PSResource Pester)'
        return
    }

    # A process of its own: the module is loaded there, and a loaded assembly can't be built again.
    & $pwsh -NoProfile -NonInteractive -File "$PSScriptRoot/tests/pester/Invoke-Acceptance.ps1" -Module "$module/LlmAnalytics.psd1"
}

function Build-Documentation([string] $Configuration) {
    Build-Module $Configuration
    # A process of its own: PlatyPS loads its YamlDotNet and Markdig into the default load context.
    & $pwsh -NoProfile -NonInteractive -File "$PSScriptRoot/tools/Update-HelpPage.ps1" -Module "$module/LlmAnalytics.psd1" -Folder "$PSScriptRoot/docs/en-US"
}

function Compress-Module([string] $Configuration) {
    Build-Module $Configuration
    $package = "$PSScriptRoot/output/LlmAnalytics.$version.zip"
    Remove-Item $package -ErrorAction Ignore
    $archive = [IO.Compression.ZipFile]::Open($package, 'Create')
    try {
        foreach ($file in Get-ChildItem $module -Recurse -File) {
            $entry = "LlmAnalytics/$version/" + [IO.Path]::GetRelativePath($module, $file.FullName).Replace('\', '/')
            $null = [IO.Compression.ZipFileExtensions]::CreateEntryFromFile($archive, $file.FullName, $entry)
        }
    }
    finally {
        $archive.Dispose()
    }

    Write-Information ('Package: {0} ({1:0.0} MB)' -f $package, ((Get-Item $package).Length / 1MB))
}

switch ($Task) {
    'Build' { Build-Module $Configuration }
    'Test' { Test-Module $Configuration }
    'Docs' { Build-Documentation $Configuration }
    'Package' { Compress-Module $Configuration }
}
