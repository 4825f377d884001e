@{
    RootModule             = 'LlmAnalytics.Sandbox.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '5c1ad9a1-2f0e-4a39-9d5c-0c2f0b7a3e55'
    Author                 = 'LlmAnalytics'
    CompanyName            = 'LlmAnalytics'
    Copyright              = '(c) LlmAnalytics. MIT License.'
    Description            = 'A Kafka cluster and Redis nodes on loopback to point LlmAnalytics at, with nothing installed: Kafka simulated in the process, Redis as Garnet in it or as server processes. With faults on demand. For learning, tests and CI; nothing for a production machine. PowerShell 7.6 and newer.'
    PowerShellVersion      = '7.6'
    CompatiblePSEditions   = @('Core')
    RequiredModules        = @(@{ ModuleName = 'LlmAnalytics'; ModuleVersion = '0.1.0' })
    FormatsToProcess       = @('LlmAnalytics.Sandbox.Format.ps1xml')
    CmdletsToExport        = @(
        'Get-LlmSandbox'
        'Set-LlmSandboxFault'
        'Start-LlmSandbox'
        'Stop-LlmSandbox'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('Kafka', 'Redis', 'Sandbox', 'Simulator', 'Testing', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
