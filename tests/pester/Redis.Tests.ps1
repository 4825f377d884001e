BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $missing = -not $RedisServer
}

Describe 'A Redis cluster of real servers' -Skip:$missing {
    BeforeAll {
        . "$PSScriptRoot/Common.ps1"
        Import-Module $ModulePath -Force
        $redis = Open-TestRedis 'pester-secret'
        $credential = [pscredential]::new('default', (ConvertTo-SecureString 'pester-secret' -AsPlainText -Force))
        $null = Connect-LlmRedis $redis.Address -Credential $credential
    }

    AfterAll {
        Disconnect-LlmRedis -All
        Close-TestRedis $redis
    }

    Context 'Fresh servers' {
        It 'are told as such' {
            $nodes = Get-LlmRedisNode
            $nodes | Should -HaveCount 6
            $nodes.State | Select-Object -Unique | Should -Be 'Unjoined'
            Test-LlmRedisCluster -Quiet | Should -BeFalse
        }

        It 'have a plan, which writes nothing' {
            $plan = Initialize-LlmRedisCluster -WhatIf
            $plan.Status, $plan.MasterCount, $plan.ReplicaCount, $plan.SlotsAssigned | Should -Be 'Planned', 3, 3, 16384
            $plan.Nodes | Should -HaveCount 6
            $plan.Nodes.Commands | Should -Not -BeNullOrEmpty
            ($plan | Out-String) | Should -Not -Match 'pester-secret'
            (Get-LlmRedisNode).State | Select-Object -Unique | Should -Be 'Unjoined'
        }

        It 'need a confirmation' {
            Invoke-FreshPwsh @"
Import-Module `$module
`$credential = [pscredential]::new('default', (ConvertTo-SecureString 'pester-secret' -AsPlainText -Force))
try { Initialize-LlmRedisCluster -Node $($redis.Address -join ',') -Credential `$credential } catch { (`$_.FullyQualifiedErrorId -split ',')[0] }
"@ | Should -Be 'ConfirmationRequired'
            (Get-LlmRedisNode).State | Select-Object -Unique | Should -Be 'Unjoined'
        }

        It 'must be as many as were asked for' {
            Get-ErrorId { Initialize-LlmRedisCluster -NodeCount 4 -ReplicasPerMaster 0 -Confirm:$false } | Should -Be 'RedisNodeCountInvalid'
            Get-ErrorId { Initialize-LlmRedisCluster -NodeCount 6 -ReplicasPerMaster 2 -Confirm:$false } | Should -Be 'RedisNodeCountInvalid'
        }
    }

    Context 'Initialization' {
        It 'ends with a cluster that takes writes' {
            $result = Initialize-LlmRedisCluster -Confirm:$false
            $result.Status, $result.SlotsAssigned | Should -Be 'Created', 16384
            $health = Test-LlmRedisCluster -IncludeRoundTrip
            $health.ClusterState, $health.MasterCount, $health.ReplicaCount, $health.SlotsOk | Should -Be 'ok', 3, 3, 16384
            ($health.Checks | Where-Object Name -eq RoundTrip).Status | Should -Be 'Passed'
            $health.Checks | Where-Object Status -notin Passed, Skipped | ForEach-Object { "$_" } | Should -BeNullOrEmpty
        }

        It 'leaves alone what is complete' {
            (Initialize-LlmRedisCluster -Confirm:$false).Status | Should -Be 'Unchanged'
            (Initialize-LlmRedisCluster -WhatIf).Status | Should -Be 'Unchanged'
        }
    }

    Context 'Nodes and shards' {
        It 'are found from any node, by name and by role' {
            (Get-LlmRedisNode -Node $redis.Address[3] -Credential $credential) | Should -HaveCount 6
            (Get-LlmRedisNode -Role Master).Slots | Sort-Object | Should -Be '0-5460', '10923-16383', '5461-10922'
            (Get-LlmRedisNode 127.0.1.*).Endpoint | Sort-Object | Should -Be $redis.Address[0, 1]
            (Get-LlmRedisNode -Role Replica).Link | Select-Object -Unique | Should -Be 'up'
            (Get-LlmRedisCluster).Shards.SlotCount | Measure-Object -Sum | Select-Object -ExpandProperty Sum | Should -Be 16384
        }

        It 'that nobody knows are errors' {
            Get-ErrorId { Get-LlmRedisNode nope -ErrorAction Stop } | Should -Be 'RedisNodeNotFound'
        }
    }

    Context 'Errors' {
        It 'name the cause' {
            Get-ErrorId { Connect-LlmRedis 127.0.0.1:1 } | Should -Be 'RedisConnectionRefused'
            Get-ErrorId { Connect-LlmRedis $redis.Address[0] } | Should -Be 'RedisAuthenticationRequired'
            $wrong = [pscredential]::new('default', (ConvertTo-SecureString 'no-secret' -AsPlainText -Force))
            Get-ErrorId { Connect-LlmRedis $redis.Address[0] -Credential $wrong } | Should -Be 'RedisAuthenticationFailed'
            Get-ErrorId { Connect-LlmRedis -Node $redis.Address[0] -Namespace x } | Should -Be 'RedisSettingInvalid'
            Get-ErrorId { Connect-LlmRedis -Kubeconfig /no/such/file } | Should -Be 'KubeconfigNotFound'
            Get-ErrorId { Connect-LlmRedis $redis.Address[0] -CaCertificate /no/such/file } | Should -Be 'RedisFileUnreadable'
        }
    }

    Context 'Views, completion and JSON' {
        It 'have the columns that matter' {
            Get-Column (Get-LlmRedisNode) | Should -Be 'Node', 'State', 'Role', 'Shard', 'Slots', 'Lag'
            Get-Column (Get-LlmRedisConnection) | Should -Be 'Target', 'Source', 'Transport', 'User', 'State'
            Get-Column (Get-LlmRedisCluster).Shards | Should -Be 'Shard', 'Slots', 'SlotCount', 'Master', 'Replicas', 'Zones'
            Get-LlmRedisCluster | Out-String -Width 200 | Should -Match '(?s)│ Slots OK +│ 16384/16384 │.*=== Shards ===.*│ 1 +│ 0-5460 '
            Initialize-LlmRedisCluster -WhatIf | Out-String -Width 200 | Should -Match '(?s)=== Cluster Unchanged ===.*=== Nodes ===.*│ 1 +│ Master '
            Test-LlmRedisCluster | Out-String -Width 200 | Should -Match '(?s)│ Slots Assigned +│ 16384/16384 │.*✓ ClusterState'
        }

        It 'know checks, transports and nodes' {
            (TabExpansion2 'Test-LlmRedisCluster -Include Slot').CompletionMatches.CompletionText | Should -Be 'SlotCoverage', 'SlotOwners', 'SlotMigrations'
            (TabExpansion2 'Connect-LlmRedis -Transport P').CompletionMatches.CompletionText | Should -Be 'PortForward'
            (TabExpansion2 'Get-LlmRedisNode 127.0.1.').CompletionMatches.ListItemText | Should -Be ($redis.Address[0, 1] | Sort-Object)
        }

        It 'are whole at the default depth' {
            $objects = (Get-LlmRedisConnection -Current), (Get-LlmRedisCluster), (Get-LlmRedisNode | Select-Object -First 1), (Test-LlmRedisCluster), (Initialize-LlmRedisCluster -WhatIf)
            foreach ($object in $objects) {
                Test-WholeJson $object | Should -BeTrue -Because $object.GetType().Name
            }
        }
    }

    Context 'A dead node' {
        It 'costs its own row and is found' {
            $dead = Get-LlmRedisNode -Role Replica | Select-Object -First 1
            $process = $redis.Processes[[array]::IndexOf($redis.Address, $dead.Endpoint)]
            $process | Stop-Process -Force
            $process | Wait-Process -Timeout 10
            $health = Test-LlmRedisCluster
            $health.Status, $health.ReachableNodes | Should -Be 'Unhealthy', 5
            ($health.Checks | Where-Object Name -eq NodeReachable).Target | Should -Be $dead.Endpoint
            $nodes = Get-LlmRedisNode
            $nodes | Should -HaveCount 6
            ($nodes | Where-Object Endpoint -eq $dead.Endpoint).State | Should -BeIn 'NotResponding', 'Failed'
        }
    }
}
