@{
    RootModule             = 'LlmAnalytics.PowerShell.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = 'c8db1ce4-70fd-4016-8be3-ffe4f9a9cc64'
    Author                 = 'LlmAnalytics'
    CompanyName            = 'LlmAnalytics'
    Copyright              = '(c) LlmAnalytics. MIT License.'
    Description            = 'Administers the Kafka cluster and the Redis Cluster of an LLM analytics hub: topics and ACLs of Kafka, with a dry run for every change; a Redis Cluster from fresh pods or servers to writable, through port-forwards where need be; and a verdict on the health of both. PowerShell 7.4 and newer; Windows PowerShell is not supported.'
    PowerShellVersion      = '7.4'
    CompatiblePSEditions   = @('Core')
    FormatsToProcess       = @('LlmAnalytics.Format.ps1xml')
    CmdletsToExport        = @(
        'Connect-LlmKafka'
        'Connect-LlmRedis'
        'Disconnect-LlmKafka'
        'Disconnect-LlmRedis'
        'Get-LlmKafkaAcl'
        'Get-LlmKafkaAclDefinition'
        'Get-LlmKafkaBroker'
        'Get-LlmKafkaConnection'
        'Get-LlmKafkaTopic'
        'Get-LlmKafkaTopicDefinition'
        'Get-LlmRedisCluster'
        'Get-LlmRedisConnection'
        'Get-LlmRedisNode'
        'Grant-LlmKafkaAcl'
        'Initialize-LlmRedisCluster'
        'New-LlmKafkaTopic'
        'Remove-LlmKafkaTopic'
        'Revoke-LlmKafkaAcl'
        'Set-LlmKafkaTopic'
        'Test-LlmKafkaAcl'
        'Test-LlmKafkaCluster'
        'Test-LlmRedisCluster'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('Kafka', 'Redis', 'Valkey', 'Kubernetes', 'ACL', 'LLM', 'Analytics', 'Administration', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
