# What the acceptance tests share; each file reads it in BeforeDiscovery and BeforeAll.

$RepositoryRoot = (Resolve-Path "$PSScriptRoot/../..").Path
$ModulePath = if ($env:LLM_TEST_MODULE) { $env:LLM_TEST_MODULE } else {
    (Get-ChildItem "$RepositoryRoot/output/LlmAnalytics/*/LlmAnalytics.psd1" | Sort-Object LastWriteTime | Select-Object -Last 1).FullName
}

$KafkaHome = @($env:KAFKA_HOME, "$RepositoryRoot/../shared/kafka") | Where-Object { $_ -and (Test-Path "$_/bin/cluster") } | Select-Object -First 1
if (-not $KafkaHome -and $env:LLM_REQUIRE_LIVE -eq '1') {
    throw 'LLM_REQUIRE_LIVE is 1, and no Kafka distribution with bin/cluster was found (KAFKA_HOME, ../shared/kafka).'
}

# Runs a script in a new pwsh without profile and gives back what it wrote, line by line. Errors end it and fail the test.
function Invoke-FreshPwsh([string] $Script) {
    $file = New-TemporaryFile
    try {
        Set-Content $file "`$ErrorActionPreference = 'Stop'; `$PSStyle.OutputRendering = 'PlainText'; `$module = '$ModulePath'`n$Script"
        $output = & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command ". ([scriptblock]::Create((Get-Content -Raw '$file')))" 2>&1
        if ($LASTEXITCODE -ne 0) {
            throw "pwsh ended with $LASTEXITCODE`: $($output -join "`n")"
        }

        $output | ForEach-Object { "$_" }
    }
    finally {
        Remove-Item $file
    }
}

function Test-PortFree([int] $Port) {
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::IPv6Any, $Port)
    try {
        $listener.Server.DualMode = $true
        $listener.Start()
        $true
    }
    catch [Net.Sockets.SocketException] {
        $false
    }
    finally {
        $listener.Dispose()
    }
}

# A cluster of its own on free ports, in a temporary folder. Brokers that lost a race for a port show by having ended.
function Open-TestCluster([int] $Node) {
    foreach ($attempt in 1..5) {
        $base = 100 * (Get-Random -Minimum 210 -Maximum 310)
        $ports = foreach ($listener in 0, 100, 200, 300, 900) { 1..$Node | ForEach-Object { $base + $listener + $_ } }
        if ($ports.Where({ -not (Test-PortFree $_) })) {
            continue
        }

        $folder = Join-Path ([IO.Path]::GetTempPath()) "llm-acceptance-$PID-$base"
        $null = & "$KafkaHome/bin/cluster" start $folder $Node $base
        $cluster = [pscustomobject]@{
            Folder    = $folder
            Bootstrap = (1..$Node | ForEach-Object { "127.0.0.1:$($base + $_)" }) -join ','
            SaslSsl   = "127.0.0.1:$($base + 301)"
            Processes = @(1..$Node | ForEach-Object { Get-Process -Id (Get-Content "$folder/n$_.pid") -ErrorAction Ignore })
        }
        if ($cluster.Processes.Count -eq $Node) {
            return $cluster
        }

        Close-TestCluster $cluster
    }

    throw "No cluster started in $attempt attempts."
}

# Ends the brokers, by the processes that this file saw start.
function Close-TestCluster($Cluster) {
    if ($Cluster) {
        $Cluster.Processes | Stop-Process -Force -ErrorAction Ignore
        $Cluster.Processes | Wait-Process -Timeout 10 -ErrorAction Ignore
        Remove-Item $Cluster.Folder -Recurse -Force
    }
}
