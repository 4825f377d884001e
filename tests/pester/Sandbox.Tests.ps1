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

    It 'tells sandboxes apart by name, and takes brokers and nodes from the pipeline' {
        Invoke-FreshPwsh ($import + @'
$a, $b = 1..2 | ForEach-Object { Start-LlmSandbox -Redis Garnet -RedisNodes 2 }
($a.Brokers[1] | Set-LlmSandboxFault -BrokerState Down).Sandbox
($a.RedisNodes[0] | Set-LlmSandboxFault -RedisState Down).Sandbox
"$($a.Brokers.State)"; "$($a.RedisNodes.State)"; "$($b.Brokers.State)"
(Set-LlmSandboxFault -Sandbox sandbox-1 -Clear).Sandbox
"$($a.RedisNodes.State)"
(Stop-LlmSandbox sandbox-1).Name
(Get-LlmSandbox).Name
(Stop-LlmSandbox sandbox-*).Name
'@) | Should -Be 'sandbox-1', 'sandbox-1', 'Up Down Up', 'Down Up', 'Up Up Up', 'sandbox-1', 'Up Up', 'sandbox-1', 'sandbox-2', 'sandbox-2'
    }

    It 'says of a shot Redis master what it means, on Garnet too' {
        Invoke-FreshPwsh ($import + @'
$null = Start-LlmSandbox -Kafka None -Redis Garnet
$null = Initialize-LlmRedisCluster -Confirm:$false
(Test-LlmRedisCluster).SlotsOk
$null = Get-LlmRedisNode | Where-Object Role -eq Master | Select-Object -First 1 | Set-LlmSandboxFault -RedisState Down
$health = Test-LlmRedisCluster
$health.Status; $health.SlotsOk -lt 16384; @($health.Checks | Where-Object Status -eq Critical).Name -join ' '
'@) | Should -Be 16384, 'Unhealthy', 'True', 'NodeReachable SlotCoverage'
    }

    It 'injects errors into answers until they are lifted' {
        Invoke-FreshPwsh ($import + @'
$null = Start-LlmSandbox -Redis None
$null = New-LlmKafkaTopic
$null = Set-LlmSandboxFault -Api Metadata -ErrorCode BrokerNotAvailable
(Test-LlmKafkaCluster).Status
$null = Set-LlmSandboxFault -Api Metadata -ErrorCode None
(Test-LlmKafkaCluster).Status
$null = Set-LlmSandboxFault -Api CreateTopics -ErrorCode PolicyViolation -Times 1
try { New-LlmKafkaTopic -Name x -Partitions 1 -ErrorAction Stop } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
(New-LlmKafkaTopic -Name x -Partitions 1).Status
'@) | Should -Be 'Unhealthy', 'Healthy', 'TopicPolicyViolation', 'Created'
    }

    It 'completes names, brokers, nodes and topics' {
        Invoke-FreshPwsh ($import + @'
$s = Start-LlmSandbox -Redis Garnet -RedisNodes 1
$null = New-LlmKafkaTopic
function Complete($Line) { ([Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches).CompletionText -join ' ' }
Complete 'Stop-LlmSandbox '
Complete 'Set-LlmSandboxFault -Sandbox '
Complete 'Set-LlmSandboxFault -Broker '
(Complete 'Set-LlmSandboxFault -RedisNode ') -eq $s.RedisNodes[0].Endpoint
Complete 'Set-LlmSandboxFault -Topic llm-e'
'@) | Should -Be 'sandbox-1', 'sandbox-1', '1 2 3', 'True', 'llm-errors llm-events'
    }

    It 'names what keeps it from starting by <ErrorId>' -ForEach @(
        @{ ErrorId = 'NothingToStart'; Command = 'Start-LlmSandbox -Kafka None -Redis None' }
        @{ ErrorId = 'ParameterConflict'; Command = 'Start-LlmSandbox -Redis Garnet -RedisServerPath x' }
        @{ ErrorId = 'RedisServerNotFound'; Command = 'Start-LlmSandbox -RedisServerPath /nowhere' }
        @{ ErrorId = 'TemporaryFolderUnusable'; Command = '$env:TMPDIR = "/nowhere"; Start-LlmSandbox -Kafka None -Redis Garnet' }
        @{ ErrorId = 'NoSandbox'; Command = 'Stop-LlmSandbox none' }
    ) {
        Invoke-FreshPwsh ($import + "try { $Command } catch { (`$_.FullyQualifiedErrorId -split ',')[0]; [bool] `$_.ErrorDetails.RecommendedAction }") | Should -Be $ErrorId, 'True'
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
