BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $missing = $PSVersionTable.PSVersion -lt '7.6' -or -not (Test-Path "$RepositoryRoot/output/LlmAnalytics.Sandbox/*/LlmAnalytics.Sandbox.psd1")
    if ($missing -and $env:LLM_REQUIRE_LIVE -eq '1') {
        throw 'LLM_REQUIRE_LIVE is 1, and the sandbox wants PowerShell 7.6 and the built module in output/LlmAnalytics.Sandbox.'
    }
}

Describe 'The sandbox in PowerShell' -Skip:$missing {
    BeforeAll {
        . "$PSScriptRoot/Common.ps1"
        $sandbox = (Get-ChildItem "$RepositoryRoot/output/LlmAnalytics.Sandbox/*/LlmAnalytics.Sandbox.psd1" | Sort-Object LastWriteTime | Select-Object -Last 1).FullName
        $import = "Import-Module `$module; Import-Module '$sandbox'`n"
    }

    It 'is a valid module that exports explicit lists alone' {
        $manifest = Import-PowerShellDataFile $sandbox
        $manifest.CmdletsToExport | Should -Not -Contain '*'
        Invoke-FreshPwsh ($import + '(Get-Command -Module LlmAnalytics.Sandbox).Name | Sort-Object') | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'starts connected, and the next commands work on it' {
        Invoke-FreshPwsh ($import + @'
$s = Start-LlmSandbox -Redis Garnet
$s.Redis; $s.Brokers.Count; $s.RedisNodes.Endpoint.Count
(New-LlmKafkaTopic).Count
(Grant-LlmKafkaAcl).Count
(Get-LlmRedisConnection).NodeCount
(Test-LlmKafkaCluster).Status
(Set-LlmSandboxFault -Broker 2 -BrokerState Down).State
(Test-LlmKafkaCluster).Status
(Stop-LlmSandbox).State
@(Get-LlmKafkaConnection).Count
'@) | Should -Be 'Garnet', 3, 6, 14, 30, 6, 'Healthy', 'Down', 'Unhealthy', 'Stopped', 0
    }

    It 'several live side by side, and end with the module, which can be imported again' {
        Invoke-FreshPwsh ($import + @"
`$a = Start-LlmSandbox -Redis None
`$b = Start-LlmSandbox -Redis None -Brokers 1
@(Get-LlmSandbox).Count
Import-Module '$sandbox' -Force
`$a.State; `$b.State
@(Get-LlmSandbox).Count
Import-Module '$sandbox' -Force
`$c = Start-LlmSandbox -Redis None
`$c.State
Remove-Module LlmAnalytics.Sandbox
`$c.State
"@) | Should -Be 2, 'Stopped', 'Stopped', 0, 'Running', 'Stopped'
    }

    It 'shows its objects in views of their own' {
        $text = Invoke-FreshPwsh ($import + @'
$s = Start-LlmSandbox -Redis Garnet -RedisNodes 1
$s | Out-String -Width 120
$s.Brokers | Out-String -Width 120
$s.RedisNodes | Out-String -Width 120
Set-LlmSandboxFault -Clear | Out-String -Width 120
'@) | Out-String
        $text | Should -Match 'Kafka\s+: Simulated, 3 brokers'
        $text | Should -Match 'RedisNodes\s+: 127\.0\.0\.1:\d+'
        $text | Should -Match 'Id\s+Endpoint\s+Rack\s+State\s+PID'
        $text | Should -Match 'Sandbox\s+Target\s+State'
    }
}
