using System.Diagnostics;
using LlmAnalytics.Sandbox.Tests.Redis;

namespace LlmAnalytics.Sandbox.Tests.Commands;

public class SandboxCommandTests
{
    private const string NoPrograms = "/nowhere";

    [Fact]
    public async Task Without_a_redis_server_the_nodes_are_Garnet_and_the_session_is_connected()
    {
        var lines = await SandboxConsole.RunAsync("$s = Start-LlmSandbox; $s.Redis; $s.RedisNodes.Count; (Get-LlmRedisConnection).NodeCount; (Get-LlmKafkaConnection).BrokerCount; (New-LlmKafkaTopic).Count; (Stop-LlmSandbox).State", NoPrograms);
        Assert.Equal(["Garnet", "6", "6", "3", "14", "Stopped"], lines);
    }

    [Fact]
    public async Task Several_live_side_by_side_and_each_ends_alone()
    {
        var lines = await SandboxConsole.RunAsync(
            "$a = Start-LlmSandbox -Redis None; $b = Start-LlmSandbox -Redis None -Brokers 5; (Get-LlmSandbox).Count; $null = $a | Stop-LlmSandbox; (Get-LlmSandbox).Name -eq $b.Name; (Get-LlmKafkaBroker).Count");
        Assert.Equal(["2", "True", "5"], lines);
    }

    [Fact]
    public async Task A_broker_that_is_down_refuses_until_it_is_up_again()
    {
        var lines = await SandboxConsole.RunAsync(
            "$null = Start-LlmSandbox -Redis None; (Set-LlmSandboxFault -Broker 2 -BrokerState Down).State; (Get-LlmKafkaBroker 2).State -ne 'Online'; (Get-LlmSandbox).Brokers[1].State; "
            + "(Set-LlmSandboxFault -Clear).State; (Get-LlmSandbox).Brokers[1].State");
        Assert.Equal(["Down", "True", "Down", "Healthy", "Up"], lines);
    }

    [Fact]
    public async Task A_sandbox_is_stopped_by_its_name_and_a_broker_broken_from_the_pipeline_in_its_own()
    {
        var lines = await SandboxConsole.RunAsync(
            "$a, $b, $c = 1..3 | ForEach-Object { Start-LlmSandbox -Redis None -NoConnect }; $a.Brokers[0, 2] | Set-LlmSandboxFault -BrokerState Down | ForEach-Object Target; "
            + "$a.Brokers.State -join ' '; $b.Brokers.State -join ' '; (Set-LlmSandboxFault -Sandbox $a.Name -Clear).Sandbox -eq $a.Name; (Stop-LlmSandbox $b.Name).Name -eq $b.Name; (Get-LlmSandbox).Count; "
            + "$null = Stop-LlmSandbox sandbox-* -WhatIf; (Get-LlmSandbox).Count; (Stop-LlmSandbox sandbox-*).Count");
        Assert.Equal(["broker 1", "broker 3", "Down Up Down", "Up Up Up", "True", "True", "2", "What if: Performing the operation \"Stop\" on target \"sandbox-1\".", "What if: Performing the operation \"Stop\" on target \"sandbox-3\".", "2", "2"], lines);
    }

    [Fact]
    public async Task A_Redis_node_from_the_pipeline_goes_down_and_comes_back()
    {
        var lines = await SandboxConsole.RunAsync(
            "$s = Start-LlmSandbox -Kafka None -Redis Garnet -RedisNodes 2; $null = $s.RedisNodes[1] | Set-LlmSandboxFault -RedisState Down; $s.RedisNodes.State -join ' '; "
            + "(Set-LlmSandboxFault -RedisNode ($s.RedisNodes[1].Endpoint -split ':')[1] -RedisState Up).Target -eq \"Redis node $($s.RedisNodes[1].Endpoint)\"; $s.RedisNodes.State -join ' '", NoPrograms);
        Assert.Equal(["Up Down", "True", "Up Up"], lines);
    }

    [Fact]
    public async Task Removing_the_module_ends_what_it_started()
    {
        var lines = await SandboxConsole.RunAsync("$s = Start-LlmSandbox -Redis Garnet -RedisNodes 1; $s.State; Remove-Module LlmAnalytics.Sandbox; $s.State", NoPrograms);
        Assert.Equal(["Running", "Stopped"], lines);
    }

    [RedisServerFact]
    public async Task A_killed_host_leaves_no_redis_server_behind()
    {
        using var console = SandboxConsole.Start("(Start-LlmSandbox -Kafka None -Redis Server -NoConnect).RedisNodes.ProcessId; 'up'; while ($true) { }");
        var servers = new List<Process>();
        for (var line = await console.ReadLineAsync(); line != "up"; line = await console.ReadLineAsync())
        {
            servers.Add(Process.GetProcessById(int.Parse(line, System.Globalization.CultureInfo.InvariantCulture)));
        }

        Assert.Equal(6, servers.Count);
        Assert.All(servers, server => Assert.False(HostProcess.IsGone(server.Id)));
        console.Kill();
        Assert.True(SpinWait.SpinUntil(() => servers.TrueForAll(server => HostProcess.IsGone(server.Id)), TimeSpan.FromSeconds(10)));
    }
}
