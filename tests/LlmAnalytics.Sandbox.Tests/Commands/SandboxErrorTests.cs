namespace LlmAnalytics.Sandbox.Tests.Commands;

/// <summary>What goes wrong says so by its ErrorId, and what to do about it.</summary>
public class SandboxErrorTests
{
    private const string NoPrograms = "/nowhere";
    private const string Show = "trap { \"$(($_.FullyQualifiedErrorId -split ',')[0]) $([bool] $_.ErrorDetails.RecommendedAction)\"; continue }; $ErrorActionPreference = 'Stop'; ";

    [Theory]
    [InlineData("Start-LlmSandbox -Kafka None -Redis None", "NothingToStart")]
    [InlineData("Start-LlmSandbox -Redis Garnet -RedisServerPath redis-server", "ParameterConflict")]
    [InlineData("Start-LlmSandbox -Redis Server", "RedisServerNotFound")]
    [InlineData("Start-LlmSandbox -RedisServerPath /etc/passwd", "RedisServerNotFound")]
    [InlineData("Start-LlmSandbox -RedisServerPath /usr/bin/env", "RedisNodeEnded")]
    [InlineData("Start-LlmSandbox -Kafka Local -Redis None", "KafkaNotFound")]
    [InlineData("Get-LlmSandbox none", "NoSandbox")]
    [InlineData("Stop-LlmSandbox none", "NoSandbox")]
    [InlineData("Set-LlmSandboxFault -Clear", "NoSandbox")]
    public async Task Of_the_session(string command, string errorId) =>
        Assert.Equal([$"{errorId} True"], await SandboxConsole.RunAsync(Show + command, NoPrograms, ("KAFKA_HOME", "")));

    [Theory]
    [InlineData("-Broker 9 -BrokerState Down", "UnknownBroker")]
    [InlineData("-Topic none -Partition 0 -PartitionState Leaderless", "UnknownPartition")]
    [InlineData("-Topic t -Partition 0 -PartitionState OutOfSync", "ReplicaMissing")]
    [InlineData("-Topic t -Partition 0 -PartitionState OutOfSync -Replica 9", "UnknownReplica")]
    [InlineData("-RedisNode 1 -RedisState Down", "UnknownRedisNode")]
    [InlineData("-RedisNode $s.RedisNodes[0].Endpoint -RedisState Frozen", "RedisNodeNotFreezable")]
    [InlineData("-Clear -Sandbox $gone", "SandboxStopped")]
    public async Task Of_a_fault(string parameters, string errorId) => Assert.Equal(
        [$"{errorId} True"],
        await SandboxConsole.RunAsync(Show + $"$gone = Start-LlmSandbox -Redis None -NoConnect; $null = $gone | Stop-LlmSandbox; $s = Start-LlmSandbox -Redis Garnet -RedisNodes 1; $null = New-LlmKafkaTopic t -Partitions 1; Set-LlmSandboxFault {parameters}", NoPrograms));

    [Fact]
    public async Task Of_a_folder_for_temporary_files_that_is_not_there() =>
        Assert.Equal(["TemporaryFolderUnusable True"], await SandboxConsole.RunAsync(Show + "Start-LlmSandbox -Kafka None -Redis Garnet", NoPrograms, ("TMPDIR", "/nowhere/at/all")));
}
