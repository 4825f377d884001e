BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $missing = -not $KafkaHome
}

Describe 'Topics on real brokers' -Skip:$missing {
    BeforeAll {
        . "$PSScriptRoot/Common.ps1"
        Import-Module $ModulePath -Force
        $cluster = Open-TestCluster 3
        $null = Connect-LlmKafka $cluster.Bootstrap
    }

    AfterAll {
        Disconnect-LlmKafka -All
        Close-TestCluster $cluster
    }

    Context 'A plan' {
        It 'holds each topic, writes nothing, and is complete JSON at depth 3' {
            $plan = New-LlmKafkaTopic -WhatIf
            $plan | Should -HaveCount 14
            $plan.Status | Select-Object -Unique | Should -Be 'Planned'
            Get-LlmKafkaTopic | Should -BeNullOrEmpty
            $json = $plan | ConvertTo-Json -Depth 3 -WarningVariable truncated -WarningAction SilentlyContinue
            $truncated | Should -BeNullOrEmpty
            ($json | ConvertFrom-Json)[0].Differences[0].Setting | Should -Be 'cleanup.policy'
        }

        It 'reports what the broker would refuse' {
            Get-ErrorId { New-LlmKafkaTopic clicks -Partitions 1 -Config @{ 'retention.mss' = 1 } -WhatIf } | Should -Be 'TopicSettingInvalid'
            Get-ErrorId { New-LlmKafkaTopic clicks -Partitions 1 -ReplicationFactor 9 -WhatIf } | Should -Be 'ReplicationFactorInvalid'
        }
    }

    Context 'The catalog' {
        It 'is created once and unchanged the second time' {
            $created = New-LlmKafkaTopic
            $created.Status | Select-Object -Unique | Should -Be 'Created'
            $created.Availability | Select-Object -Unique | Should -Be 'Visible'
            (New-LlmKafkaTopic).Status | Select-Object -Unique | Should -Be 'Unchanged'
        }

        It 'shows drift with expected, actual and source, and Set mends it' {
            $changed = Set-LlmKafkaTopic llm-alerts -Config @{ 'retention.ms' = 3600000 } -WarningVariable warned -WarningAction SilentlyContinue
            $changed.Status | Should -Be 'Changed'
            $warned[0] | Should -Match 'deleted'
            $drifted = New-LlmKafkaTopic llm-alerts
            $drifted.Status | Should -Be 'Drifted'
            "$($drifted.Differences)" | Should -Be 'retention.ms: expected 604800000, actual 3600000 (DynamicTopicConfig)'
            (Set-LlmKafkaTopic llm-alerts -Config @{ 'retention.ms' = [TimeSpan]::FromDays(7) }).Status | Should -Be 'Changed'
            (New-LlmKafkaTopic llm-alerts).Status | Should -Be 'Unchanged'
        }
    }

    Context 'Views' {
        It 'have the columns that matter' {
            Get-Column (Get-LlmKafkaTopic llm-events) | Should -Be 'Name', 'Partitions', 'Replicas', 'MinISR', 'Health', 'Trouble'
            Get-Column (New-LlmKafkaTopic llm-events) | Should -Be 'Name', 'Status', 'Partitions', 'Replicas', 'Availability', 'Differences'
            Get-Column (Get-LlmKafkaTopicDefinition) | Should -Be 'Name', 'Partitions', 'Replicas', 'Retention', 'WorstCase', 'Description'
            Get-Column (Get-LlmKafkaConnection) | Should -Be 'BootstrapServers', 'ClusterId', 'Security', 'User', 'State'
            Get-Column (Get-LlmKafkaTopic llm-events -Detailed).Partitions | Should -Be 'Partition', 'Leader', 'Replicas', 'Isr', 'Offline', 'State'
            Get-Column (Get-LlmKafkaTopic llm-events -Detailed).Settings | Should -Be 'Name', 'Value', 'BrokerDefault', 'Source'
            Get-Column (New-LlmKafkaTopic llm-deadletter -WhatIf).Differences | Should -Be 'Setting', 'Expected', 'Actual', 'Source'
        }

        It 'show a detailed topic and a result as lists with everything' {
            $detailed = Get-LlmKafkaTopic llm-events -Detailed | Out-String -Width 200
            $detailed | Should -Match '(?m)^TopicId\s+: [0-9a-f-]{36}'
            $detailed | Should -Match 'retention.bytes=536870912000 \(DynamicTopicConfig\)'
            $detailed | Should -Match '(?m)^\s+31: leader [123], replicas'
            New-LlmKafkaTopic llm-deadletter -WhatIf | Format-List | Out-String -Width 200 | Should -Match '(?m)^Differences\s+: cleanup.policy'
            Get-LlmKafkaTopicDefinition llm-audit | Format-List | Out-String -Width 200 | Should -Match '(?m)^Config\s+: cleanup.policy = compact,delete'
        }
    }

    Context 'JSON at the default depth' {
        It 'is complete for one object of each kind' {
            $objects = (Get-LlmKafkaConnection -Current), (Get-LlmKafkaTopicDefinition llm-events), (Get-LlmKafkaTopic llm-events -Detailed), (New-LlmKafkaTopic llm-deadletter -WhatIf)
            foreach ($object in $objects) {
                $truncated = $null
                $json = ConvertTo-Json $object -WarningVariable truncated -WarningAction SilentlyContinue
                $truncated | Should -BeNullOrEmpty
                (ConvertTo-Json $object -Depth 9) | Should -Be $json
            }

            $topic = ConvertTo-Json (Get-LlmKafkaTopic llm-events -Detailed) | ConvertFrom-Json
            $topic.Health | Should -Be 'Healthy'
            $topic.Partitions[0].Leader | Should -BeIn 1, 2, 3
        }
    }

    Context 'Completion' {
        It 'knows the catalog, the topics that exist and the settings' {
            (TabExpansion2 'New-LlmKafkaTopic llm-al').CompletionMatches.CompletionText | Should -Be 'llm-alerts'
            (TabExpansion2 'Get-LlmKafkaTopic llm-us').CompletionMatches.CompletionText | Should -Be 'llm-usage-stats', 'llm-user-feedback'
            (TabExpansion2 'Set-LlmKafkaTopic x -RemoveConfig retention.m').CompletionMatches.CompletionText | Should -Be 'retention.ms'
            (TabExpansion2 'New-LlmKafkaTopic -WaitFor S').CompletionMatches.CompletionText | Should -Be 'Serving'
        }
    }

    Context 'Errors' {
        It 'have their ErrorId, category and recommendation' {
            Get-LlmKafkaTopic nope, llm-events -ErrorVariable problem -ErrorAction SilentlyContinue | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'TopicNotFound,*'
            $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $problem[0].TargetObject | Should -Be 'nope'
            $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }

        It 'name the cause' {
            Get-ErrorId { New-LlmKafkaTopic llm-nope } | Should -Be 'TopicNotInCatalog'
            Get-ErrorId { Set-LlmKafkaTopic llm-events -Partitions 2 } | Should -Be 'TopicPartitionsLowered'
            Get-ErrorId { New-LlmKafkaTopic 'a b' -Partitions 2 } | Should -Be 'TopicNameInvalid'
            Get-ErrorId { Connect-LlmKafka 127.0.0.1:1 } | Should -Be 'KafkaConnectionRefused'
            Get-ErrorId { Connect-LlmKafka $cluster.SaslSsl } | Should -Be 'KafkaListenerExpectsTls'
            $wrong = [pscredential]::new('alice', (ConvertTo-SecureString 'no-secret' -AsPlainText -Force))
            Get-ErrorId { Connect-LlmKafka $cluster.SaslSsl -Credential $wrong -Property @{ 'ssl.ca.location' = "$($cluster.Folder)/tls/ca.pem" } } | Should -Be 'KafkaAuthenticationFailed'
        }

        It 'of a user without rights name the right' {
            $alice = [pscredential]::new('alice', (ConvertTo-SecureString 'alice-secret' -AsPlainText -Force))
            $null = New-LlmKafkaTopic llm-deadletter -BootstrapServer $cluster.SaslSsl -Credential $alice -Property @{ 'ssl.ca.location' = "$($cluster.Folder)/tls/ca.pem" } -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'KafkaAuthorizationFailed,*'
            $problem[0].Exception.Message | Should -Match 'CREATE'
        }
    }

    Context 'Removal' {
        It 'is planned with -WhatIf, -Force or not, and deletes nothing' {
            (Get-LlmKafkaTopic -LlmOnly | Remove-LlmKafkaTopic -WhatIf).Status | Select-Object -Unique | Should -Be 'Planned'
            (Remove-LlmKafkaTopic llm-* -WhatIf -Force).Status | Select-Object -Unique | Should -Be 'Planned'
            Get-LlmKafkaTopic -LlmOnly | Should -HaveCount 14
        }

        It 'needs to be told in a host that can''t ask' {
            Invoke-FreshPwsh "Import-Module `$module; try { Remove-LlmKafkaTopic llm-alerts -BootstrapServer $($cluster.Bootstrap) } catch { (`$_.FullyQualifiedErrorId -split ',')[0] }" |
                Should -Be 'ConfirmationRequired'
            Get-LlmKafkaTopic llm-alerts | Should -HaveCount 1
        }

        It 'is done with -Confirm:$false' {
            $removed = Remove-LlmKafkaTopic llm-alerts -Confirm:$false
            $removed.Status, $removed.Availability | Should -Be 'Removed', 'Gone'
            Get-ErrorId { Get-LlmKafkaTopic llm-alerts } | Should -Be 'TopicNotFound'
        }
    }
}
