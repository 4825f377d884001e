BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $missing = -not $KafkaHome
}

Describe 'ACLs on a real broker' -Skip:$missing {
    BeforeAll {
        . "$PSScriptRoot/Common.ps1"
        Import-Module $ModulePath -Force
        $cluster = Open-TestCluster 1
        $null = Connect-LlmKafka $cluster.Bootstrap
        $alice = @{
            BootstrapServer = $cluster.SaslSsl
            Credential      = [pscredential]::new('alice', (ConvertTo-SecureString 'alice-secret' -AsPlainText -Force))
            Property        = @{ 'ssl.ca.location' = "$($cluster.Folder)/tls/ca.pem" }
        }
    }

    AfterAll {
        Disconnect-LlmKafka -All
        Close-TestCluster $cluster
    }

    Context 'The standard set' {
        It 'is planned, granted once, and unchanged the second time' {
            $plan = Grant-LlmKafkaAcl -WhatIf
            $plan | Should -HaveCount 30
            $plan.Status | Select-Object -Unique | Should -Be 'Planned'
            Get-LlmKafkaAcl | Should -BeNullOrEmpty
            (Grant-LlmKafkaAcl).Status | Select-Object -Unique | Should -Be 'Created'
            Get-LlmKafkaAcl | Should -HaveCount 30
            (Grant-LlmKafkaAcl).Status | Select-Object -Unique | Should -Be 'Unchanged'
        }

        It 'comes back out of JSON and goes in again' {
            $kept = Get-LlmKafkaAcl | ConvertTo-Json
            ($kept | ConvertFrom-Json | Grant-LlmKafkaAcl).Status | Select-Object -Unique | Should -Be 'Unchanged'
            $removed = $kept | ConvertFrom-Json | Revoke-LlmKafkaAcl -Confirm:$false
            $removed | Should -HaveCount 30
            Get-LlmKafkaAcl | Should -BeNullOrEmpty
            ($kept | ConvertFrom-Json | Revoke-LlmKafkaAcl -Confirm:$false).Status | Select-Object -Unique | Should -Be 'Unchanged'
        }
    }

    Context 'What brokers do' {
        It 'follows a grant and its revocation, as the verdicts say' {
            $question = @{ Principal = 'User:alice'; Operation = 'Create'; ResourceType = 'Topic'; ResourceName = 'acl-1' }
            Test-LlmKafkaAcl @question -Quiet | Should -BeFalse
            Get-ErrorId { New-LlmKafkaTopic acl-1 -Partitions 1 -ReplicationFactor 1 @alice -ErrorAction Stop } | Should -Be 'KafkaAuthorizationFailed'

            $granted = Grant-LlmKafkaAcl -Principal User:alice -ResourceType Topic -ResourceName acl- -PatternType Prefixed -Operation Create, Describe, DescribeConfigs
            $granted.Status | Select-Object -Unique | Should -Be 'Created'
            $verdict = Test-LlmKafkaAcl @question
            $verdict.Allowed, $verdict.Rule | Should -Be $true, 'Allow'
            (New-LlmKafkaTopic acl-1 -Partitions 1 -ReplicationFactor 1 @alice).Status | Should -Be 'Created'

            (Revoke-LlmKafkaAcl User:alice -Operation Create -Confirm:$false).Status | Should -Be 'Removed'
            Test-LlmKafkaAcl @question -Quiet | Should -BeFalse
            Get-ErrorId { New-LlmKafkaTopic acl-2 -Partitions 1 -ReplicationFactor 1 @alice -ErrorAction Stop } | Should -Be 'KafkaAuthorizationFailed'
        }

        It 'lets a denial win' {
            $null = Grant-LlmKafkaAcl -Principal User:bob -ResourceType Topic -ResourceName orders -Operation Read
            $null = Grant-LlmKafkaAcl -Principal User:* -ResourceType Topic -ResourceName ord -PatternType Prefixed -Operation All -Permission Deny
            $verdict = Test-LlmKafkaAcl User:bob Read Topic orders
            $verdict.Allowed, $verdict.Rule | Should -Be $false, 'Deny'
            (Test-LlmKafkaAcl).Checks | Where-Object Name -eq ShadowedAcls | Select-Object -ExpandProperty Status | Should -Be 'Warning'
            Get-LlmKafkaAcl User:bob -ResourceType Topic -ResourceName orders -Effective | Should -HaveCount 2
            $null = Revoke-LlmKafkaAcl -ResourceName ord* -Confirm:$false
        }
    }

    Context 'What means nothing' {
        It 'is refused with the right form, and taken with -Force' {
            $wildcard = @{ Principal = 'User:bob'; ResourceType = 'Topic'; ResourceName = 'llm-*'; Operation = 'Read' }
            Get-ErrorId { Grant-LlmKafkaAcl @wildcard -ErrorAction Stop } | Should -Be 'AclMeaningless'
            $null = Grant-LlmKafkaAcl @wildcard -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem[0].Exception.Message | Should -Match 'Prefixed'
            (Grant-LlmKafkaAcl @wildcard -Force).Status | Should -Be 'Created'
            (Test-LlmKafkaAcl -Include DeadAcls).Healthy | Should -BeFalse
            (Revoke-LlmKafkaAcl User:bob -Confirm:$false -Force).Status | Should -Be 'Removed'
        }

        It 'is an error of its own' {
            Get-ErrorId { Grant-LlmKafkaAcl Producer -Principal alice } | Should -Be 'AclPrincipalInvalid'
            Get-ErrorId { Grant-LlmKafkaAcl Producr } | Should -Be 'AclRoleNotFound'
            Get-ErrorId { Get-LlmKafkaAcl -ResourceType Topics } | Should -Be 'AclInvalid'
            Get-ErrorId { Test-LlmKafkaAcl -Include Dead } | Should -Be 'HealthCheckInvalid'
        }
    }

    Context 'Removal' {
        BeforeAll {
            $null = Grant-LlmKafkaAcl Monitoring
        }

        It 'lists with -WhatIf just what matches' {
            (Revoke-LlmKafkaAcl User:kafka-lag-exporter -ResourceType Group -WhatIf).ResourceName | Should -Be '*'
            (Revoke-LlmKafkaAcl -WhatIf -Force).Status | Select-Object -Unique | Should -Be 'Planned'
            Get-LlmKafkaAcl User:kafka-lag-exporter | Should -HaveCount 3
        }

        It 'needs -Force for everything, and a confirmation besides' {
            Get-ErrorId { Revoke-LlmKafkaAcl -Confirm:$false } | Should -Be 'AclFilterTooBroad'
            Invoke-FreshPwsh "Import-Module `$module; try { Revoke-LlmKafkaAcl -Force -BootstrapServer $($cluster.Bootstrap) } catch { (`$_.FullyQualifiedErrorId -split ',')[0] }" |
                Should -Be 'ConfirmationRequired'
            Get-LlmKafkaAcl User:kafka-lag-exporter | Should -HaveCount 3
        }

        It 'takes a role back' {
            (Revoke-LlmKafkaAcl -Role Monitoring -Confirm:$false).Role | Select-Object -Unique | Should -Be 'Monitoring'
            Get-LlmKafkaAcl User:kafka-lag-exporter | Should -BeNullOrEmpty
        }
    }

    Context 'Rights' {
        It 'that are missing are an error, never an empty list' {
            Get-ErrorId { Get-LlmKafkaAcl @alice } | Should -Be 'KafkaAuthorizationFailed'
            Get-ErrorId { Grant-LlmKafkaAcl @alice } | Should -Be 'KafkaAuthorizationFailed'
        }
    }

    Context 'Views, completion and JSON' {
        BeforeAll {
            $null = Grant-LlmKafkaAcl Admin
        }

        It 'show who may do what on which resource' {
            Get-Column (Get-LlmKafkaAcl User:admin) | Should -Be 'Principal', 'Access', 'Resource', 'HostName'
            Get-Column (Grant-LlmKafkaAcl Admin) | Should -Be 'Status', 'Principal', 'Access', 'Resource', 'HostName'
            Get-Column (Get-LlmKafkaAclDefinition) | Should -Be 'Role', 'Principal', 'ACLs', 'Standard', 'Description'
            Get-LlmKafkaAclDefinition Producer | Format-List | Out-String -Width 200 | Should -Match "Allow Write on Topic 'llm-errors' to User:llm-analytics-producer from \*"
            Test-LlmKafkaAcl User:admin Write Topic x | Out-String | Should -Match '✓ Allowed  User:admin'
            Test-LlmKafkaAcl User:eve Write Topic x | Out-String | Should -Match '(?s)✗ Refused .*Remedy:'
            Test-LlmKafkaAcl | Out-String | Should -Match '(?s)ACL Status.*✓ Authorizer'
        }

        It 'know roles, words and the principals that have ACLs' {
            (TabExpansion2 'Grant-LlmKafkaAcl M').CompletionMatches.CompletionText | Should -Be 'Monitoring', 'MirrorMaker'
            (TabExpansion2 'Get-LlmKafkaAcl -Operation Describe').CompletionMatches.CompletionText | Should -Be 'Describe', 'DescribeConfigs', 'DescribeTokens'
            (TabExpansion2 'Get-LlmKafkaAcl User:ad').CompletionMatches.CompletionText | Should -Be "'User:admin'"
        }

        It 'are whole at the default depth' {
            $objects = (Get-LlmKafkaAcl User:admin | Select-Object -First 1), (Get-LlmKafkaAclDefinition Producer), (Grant-LlmKafkaAcl Admin | Select-Object -First 1),
                (Test-LlmKafkaAcl User:admin Write Topic x), (Test-LlmKafkaAcl), (Get-LlmKafkaConnection -Current)
            foreach ($object in $objects) {
                Test-WholeJson $object | Should -BeTrue -Because $object.GetType().Name
            }
        }
    }
}
