BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $commands = (Import-PowerShellDataFile $ModulePath).CmdletsToExport
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
}

Describe 'Importing the module' {
    It 'loads nothing of deps and says how long it took' {
        $report = Invoke-FreshPwsh @'
$time = [Diagnostics.Stopwatch]::StartNew()
Import-Module $module
$milliseconds = $time.ElapsedMilliseconds
[pscustomobject]@{
    Milliseconds = $milliseconds
    Assemblies   = @([AppDomain]::CurrentDomain.GetAssemblies().Location | Where-Object { $_ -like "$(Split-Path $module)*" } | Split-Path -Leaf | Sort-Object)
    Sockets      = @([Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveTcpConnections() | Where-Object { $_.RemoteEndPoint.Port -eq 9092 }).Count
} | ConvertTo-Json
'@ | Out-String | ConvertFrom-Json
        Write-Host "    Import-Module took $($report.Milliseconds) ms"
        $report.Assemblies | Should -Be 'LlmAnalytics.Abstractions.dll', 'LlmAnalytics.PowerShell.dll'
        $report.Sockets | Should -Be 0
    }

    It 'works twice with -Force, before and after the engine was loaded' {
        Invoke-FreshPwsh @'
Import-Module $module -Force
Import-Module $module -Force
@(Get-LlmKafkaTopicDefinition).Count
Import-Module $module -Force
@(Get-LlmKafkaTopicDefinition).Count
@(Get-Command -Module LlmAnalytics).Count
'@ | Should -Be 14, 14, (Import-PowerShellDataFile $ModulePath).CmdletsToExport.Count
    }

    It 'keeps the engine and its packages out of the default load context' {
        Invoke-FreshPwsh @'
Import-Module $module
$null = Get-LlmKafkaTopicDefinition
$names = [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | ForEach-Object { $_.GetName().Name }
@($names | Where-Object { $_ -in 'LlmAnalytics.Infra', 'LlmAnalytics.KafkaProtocol', 'Confluent.Kafka', 'YamlDotNet' }).Count
[AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'LlmAnalytics.Infra' }).Count
'@ | Should -Be 0, 1
    }
}

Describe 'The manifest' {
    BeforeAll {
        $manifest = Import-PowerShellDataFile $ModulePath
        Import-Module $ModulePath -Force
    }

    It 'is valid and exports explicit lists alone' {
        { Test-ModuleManifest $ModulePath -ErrorAction Stop } | Should -Not -Throw
        $manifest.CmdletsToExport | Should -Not -Contain '*'
        @($manifest.FunctionsToExport) + $manifest.AliasesToExport + $manifest.VariablesToExport | Should -BeNullOrEmpty
        (Get-Command -Module LlmAnalytics).Name | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'wants PowerShell 7.4 Core' {
        $manifest.PowerShellVersion | Should -Be '7.4'
        $manifest.CompatiblePSEditions | Should -Be 'Core'
    }

    It 'ships help, views and a librdkafka of every platform that has one' {
        $folder = Split-Path $ModulePath
        'en-US/LlmAnalytics.PowerShell.dll-Help.xml', 'en-US/about_LlmAnalytics.help.txt', 'LlmAnalytics.Format.ps1xml', 'LICENSE' | ForEach-Object { "$folder/$_" | Should -Exist }
        (Get-ChildItem "$folder/deps/runtimes").Name | Sort-Object | Should -Be 'linux-arm64', 'linux-x64', 'osx-arm64', 'osx-x64', 'win-x64'
    }
}

Describe '<_>' -ForEach $commands {
    BeforeAll {
        Import-Module $ModulePath
        $help = Get-Help $_ -Full
    }

    It 'has an approved verb and a singular noun of ours' {
        $verb, $noun = $_ -split '-'
        (Get-Verb).Verb | Should -Contain $verb
        $noun | Should -Match '^Llm[A-Z]\w+(?<!s)$|^LlmRedis$'
    }

    It 'has help of the pages: synopsis, examples, parameters' {
        $help.PSObject.TypeNames[0] | Should -BeLike 'MamlCommandHelpInfo*'
        $help.Synopsis | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        $help.examples.example[0].code | Should -Not -BeNullOrEmpty
        $own = (Get-Command $_).Parameters.Keys | Where-Object { $_ -notin [Management.Automation.Cmdlet]::CommonParameters }
        $help.parameters.parameter.name | Sort-Object | Should -Be ($own | Sort-Object)
    }

    It 'declares what it writes' {
        (Get-Command $_).OutputType.Name | Where-Object { $_ -notlike 'LlmAnalytics.*' -and $_ -ne 'System.Boolean' } | Should -BeNullOrEmpty
    }
}

Describe 'about_LlmAnalytics' {
    It 'is found' {
        Import-Module $ModulePath
        (Get-Help about_LlmAnalytics | Out-String) | Should -Match 'Administers the Kafka cluster'
    }
}

Describe 'The scripts of the repository' {
    It '<_> has nothing that PSScriptAnalyzer minds' -ForEach 'build.ps1', 'tools/Update-HelpPage.ps1' {
        if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
            Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not installed'
        }

        Invoke-ScriptAnalyzer "$RepositoryRoot/$_" | ForEach-Object { "$($_.Line): $($_.RuleName) $($_.Message)" } | Should -BeNullOrEmpty
    }
}
