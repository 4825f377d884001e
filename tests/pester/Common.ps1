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

function Test-Listening([string] $Address, [int] $Port) {
    $client = [Net.Sockets.TcpClient]::new()
    try {
        $client.Connect($Address, $Port)
        $true
    }
    catch [Net.Sockets.SocketException] {
        $false
    }
    finally {
        $client.Dispose()
    }
}

# Waits until something listens at every address; false where a process ended or the time was up before.
function Wait-Listening([string[]] $Address, [Diagnostics.Process[]] $Process, [int] $Seconds = 60) {
    $deadline = [datetime]::UtcNow.AddSeconds($Seconds)
    while ($Address.Where({ -not (Test-Listening ($_ -split ':')[0] ($_ -split ':')[1]) })) {
        if ($Process.Where({ $_.HasExited }) -or [datetime]::UtcNow -gt $deadline) {
            return $false
        }

        Start-Sleep -Milliseconds 50
    }

    $true
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
        # With one node the script comes back before the broker listens.
        if ($cluster.Processes.Count -eq $Node -and (Wait-Listening ($cluster.Bootstrap -split ',') $cluster.Processes)) {
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

$RedisServer = (Get-Command redis-server -CommandType Application -ErrorAction Ignore | Select-Object -First 1).Source
if (-not $RedisServer -and $env:LLM_REQUIRE_LIVE -eq '1') {
    throw 'LLM_REQUIRE_LIVE is 1, and no redis-server was found.'
}

# Six servers in cluster mode and in no cluster yet, two in each of the three networks 127.0.1, 127.0.2 and 127.0.3, on one port.
function Open-TestRedis([string] $Password) {
    $addresses = foreach ($zone in 1..3) { foreach ($node in 1..2) { "127.0.$zone.$node" } }
    foreach ($attempt in 1..5) {
        $port = Get-Random -Minimum 20000 -Maximum 40000
        if ($addresses.Where({ (Test-Listening $_ $port) -or (Test-Listening $_ ($port + 10000)) })) {
            continue
        }

        $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "llm-redis-$PID-$port")).FullName
        $nodes = foreach ($address in $addresses) {
            $own = (New-Item -ItemType Directory "$folder/$address").FullName
            Set-Content "$own/redis.conf" @"
port $port
bind $address
bind-source-addr $address
cluster-enabled yes
cluster-announce-ip $address
save ""
appendonly no
dir $own
maxmemory 100mb
requirepass $Password
masterauth $Password
"@
            [pscustomobject]@{
                Address = "${address}:$port"
                Process = Start-Process $RedisServer "$own/redis.conf" -PassThru -RedirectStandardOutput "$own/log" -RedirectStandardError "$own/errors"
            }
        }

        $redis = [pscustomobject]@{ Folder = $folder; Address = @($nodes | ForEach-Object Address); Processes = @($nodes | ForEach-Object Process) }
        if (Wait-Listening $redis.Address $redis.Processes) {
            return $redis
        }

        Close-TestRedis $redis
    }

    throw 'No Redis servers started in 5 attempts.'
}

# Ends the servers, by the processes that this file started.
function Close-TestRedis($Redis) {
    if ($Redis) {
        $Redis.Processes | Stop-Process -Force -ErrorAction Ignore
        $Redis.Processes | Wait-Process -Timeout 10 -ErrorAction Ignore
        Remove-Item $Redis.Folder -Recurse -Force
    }
}

# The columns of a table, in its order.
function Get-Column($Item) {
    (($Item | Format-Table | Out-String -Width 300) -split "`n" | Where-Object { $_ -match '\S' } | Select-Object -First 1).Trim() -split '\s+'
}

# The ErrorId with which a script ends.
function Get-ErrorId([scriptblock] $Script) {
    $ErrorActionPreference = 'Stop'
    try { $null = & $Script } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
}

# Whether one object is whole in JSON at the default depth.
function Test-WholeJson($Item) {
    $truncated = $null
    $json = ConvertTo-Json $Item -WarningVariable truncated -WarningAction SilentlyContinue
    -not $truncated -and $json -eq (ConvertTo-Json $Item -Depth 9)
}
