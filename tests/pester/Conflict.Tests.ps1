BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $missing = -not $KafkaHome
}

# Other modules bring their own, older versions of what this one rests on, and load them into the default context: Az, powershell-yaml, a Kafka module.
Describe 'Beside older versions of its own packages' -Skip:$missing {
    BeforeAll {
        . "$PSScriptRoot/Common.ps1"
        $cluster = Open-TestCluster 1
        $older = [ordered]@{ 'YamlDotNet' = '16.3.0'; 'Newtonsoft.Json' = '12.0.3'; 'Microsoft.Extensions.Logging.Abstractions' = '8.0.0'; 'Confluent.Kafka' = '2.14.0' }
        $work = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "llm-conflict-$PID")
        $references = $older.GetEnumerator() | ForEach-Object { "<PackageReference Include=`"$($_.Key)`" Version=`"$($_.Value)`" />" }
        Set-Content "$work/Older.csproj" @"
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net8.0</TargetFramework><EnableDefaultItems>false</EnableDefaultItems><CopyLocalLockFileAssemblies>true</CopyLocalLockFileAssemblies></PropertyGroup>
  <ItemGroup>$references</ItemGroup>
</Project>
"@
        $build = dotnet build "$work/Older.csproj" --output "$work/bin" --verbosity quiet 2>&1
        if ($LASTEXITCODE -ne 0) {
            throw "The older packages could not be restored: $build"
        }

        $script = @"
foreach (`$name in '$($older.Keys -join "', '")') { `$null = [Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath("$work/bin/`$name.dll") }
`$bootstrap = '$($cluster.Bootstrap)'
"@
    }

    AfterAll {
        Close-TestCluster $cluster
        if ($work) {
            Remove-Item $work -Recurse -Force
        }
    }

    It 'every command works' {
        $lines = Invoke-FreshPwsh ($script + @'

Import-Module $module
(Connect-LlmKafka $bootstrap).State
(Get-LlmKafkaConnection).State
(Get-LlmKafkaTopicDefinition llm-events).Partitions
(New-LlmKafkaTopic -ReplicationFactor 1).Count
(Get-LlmKafkaTopic llm-events).Health
(Set-LlmKafkaTopic llm-events -Config @{ 'retention.ms' = 700000000 }).Status
(Remove-LlmKafkaTopic llm-events -Confirm:$false).Status
Disconnect-LlmKafka
@(Get-LlmKafkaConnection).Count
foreach ($name in 'YamlDotNet', 'Microsoft.Extensions.Logging.Abstractions', 'Confluent.Kafka') {
    $default = [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | Where-Object { $_.GetName().Name -eq $name }
    "$name $($default.GetName().Version.ToString(2))"
}
'@)
        # Not asserted of Newtonsoft.Json: PowerShell ships one, which .NET gives in place of any other.
        $lines | Should -Be 'Open', 'Open', 32, 14, 'Healthy', 'Changed', 'Removed', 0,
            'YamlDotNet 16.0', 'Microsoft.Extensions.Logging.Abstractions 8.0', 'Confluent.Kafka 2.14'
    }

    It 'librdkafka sends a message from inside the module, with its own Confluent.Kafka' {
        $lines = Invoke-FreshPwsh ($script + @'

Import-Module $module
$connection = Connect-LlmKafka $bootstrap
$null = New-LlmKafkaTopic acceptance -Partitions 1 -WaitFor Serving
$cluster = [LlmAnalytics.KafkaConnection].GetProperty('Cluster', [Reflection.BindingFlags]'NonPublic, Instance').GetValue($connection)
$produce = [LlmAnalytics.Engine.IKafkaRecords].GetMethod('ProduceAsync')
foreach ($text in 'first', 'second') {
    $value = [ReadOnlyMemory[byte]] [Text.Encoding]::UTF8.GetBytes($text)
    $produce.Invoke($cluster.Records, @('acceptance', 0, $value, [Threading.CancellationToken]::None)).GetAwaiter().GetResult()
}

[AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'Confluent.Kafka' }).Count
'@)
        $lines | Should -Be 0, 1, 2
    }
}
