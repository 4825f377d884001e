@{
    RootModule             = 'LlmAnalytics.PowerShell.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = 'c8db1ce4-70fd-4016-8be3-ffe4f9a9cc64'
    Author                 = 'LlmAnalytics'
    CompanyName            = 'LlmAnalytics'
    Copyright              = '(c) LlmAnalytics. MIT License.'
    Description            = 'Administers the Kafka cluster of an LLM analytics hub: creates, reads, changes and removes its topics, with a dry run for every change, and gives a verdict on its health. PowerShell 7.4 and newer; Windows PowerShell is not supported.'
    PowerShellVersion      = '7.4'
    CompatiblePSEditions   = @('Core')
    FormatsToProcess       = @('LlmAnalytics.Format.ps1xml')
    CmdletsToExport        = @(
        'Connect-LlmKafka'
        'Disconnect-LlmKafka'
        'Get-LlmKafkaAcl'
        'Get-LlmKafkaAclDefinition'
        'Get-LlmKafkaBroker'
        'Get-LlmKafkaConnection'
        'Get-LlmKafkaTopic'
        'Get-LlmKafkaTopicDefinition'
        'Grant-LlmKafkaAcl'
        'New-LlmKafkaTopic'
        'Remove-LlmKafkaTopic'
        'Revoke-LlmKafkaAcl'
        'Set-LlmKafkaTopic'
        'Test-LlmKafkaAcl'
        'Test-LlmKafkaCluster'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('Kafka', 'LLM', 'Analytics', 'Administration', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
